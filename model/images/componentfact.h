// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace longshore
{

/// What is known of an image as a component.
enum class ComponentFact {
    None,    ///< no record in its label; its files may say otherwise
    Damaged, ///< the label holds no valid record
    Record,  ///< a record without a schema for the configuration
    Schema   ///< a record with a schema, or a schema among its files: the job editor offers a form
};

/// What a component record asks for, as the Overview of an image tells it.
struct ComponentRecord {
    bool hasSchema = false;
    int parameters = 0;     ///< values that its form asks for
    int secrets = 0;        ///< those that are never shown
    qint64 memory = -1;     ///< bytes of the limit; -1 = the record's own words cannot be read
    qint64 timeout = 0;     ///< seconds
    QString network;        ///< `none`, `bridge` or `no-internet`

    bool operator==(const ComponentRecord &) const = default;
};

/// Reads the label `longshore.component`; empty = the image has none. Pure.
ComponentFact componentFact(const QByteArray &label);
/// Likewise, and its schema; nothing without a valid record. Pure.
std::optional<ComponentRecord> componentRecord(const QByteArray &label);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace longshore
{

/// What is known of an image as a component without reading its files.
enum class ComponentFact {
    None,    ///< no record in its label; its files may say otherwise
    Damaged, ///< the label holds no valid record
    Record,  ///< a record without a schema for the configuration
    Schema   ///< a record with a schema: the job editor offers a form
};

/// Reads the label `longshore.component`; empty = the image has none. Pure.
ComponentFact componentFact(const QByteArray &label);

} // namespace longshore

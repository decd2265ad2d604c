// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/schemareading.h"

#include <QObject>
#include <optional>

namespace longshore
{

/// A schema being written: reads its text on a worker, and keeps the last one that a form can be made of. What is typed
/// while one is read is read when that is done, so at most one is under way and the last word is about the last text.
/// GUI thread.
class SchemaLab : public QObject
{
    Q_OBJECT
public:
    explicit SchemaLab(QObject *parent = nullptr);

    void setText(const QByteArray &text);
    bool isRead() const { return !m_reading && !m_next; } ///< `reading` is about the text as it is now
    const SchemaReading &reading() const { return m_read; }
    /// What the form shows: while the text is broken, the schema before it broke. Empty at first.
    const QByteArray &schema() const { return m_schema; }

Q_SIGNALS:
    void read();          ///< there is another `reading`
    void schemaChanged(); ///< `schema` is another one; before `read`

private:
    void start(const QByteArray &text);
    void take(const SchemaReading &reading);

    bool m_reading = false;
    std::optional<QByteArray> m_next;
    SchemaReading m_read;
    QByteArray m_schema;
};

} // namespace longshore

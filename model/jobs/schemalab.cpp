// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemalab.h"

#include "model/asynctask.h"

#include <utility>

namespace longshore
{

SchemaLab::SchemaLab(QObject *parent)
    : QObject(parent)
{
}

void SchemaLab::setText(const QByteArray &text)
{
    if (m_reading)
        m_next = text;
    else
        start(text);
}

void SchemaLab::start(const QByteArray &text)
{
    m_reading = true;
    runAsync(this, [text] { return readSchemaText(text); }, [this](const SchemaReading &reading) { take(reading); });
}

void SchemaLab::take(const SchemaReading &reading)
{
    m_reading = false;
    if (const auto next = std::exchange(m_next, std::nullopt))
        return start(*next);
    m_read = reading;
    if (reading.isUsable() && reading.schema != m_schema) {
        m_schema = reading.schema;
        Q_EMIT schemaChanged();
    }
    Q_EMIT read();
}

} // namespace longshore

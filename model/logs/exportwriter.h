// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logexport.h"

#include <QByteArray>

namespace longshore
{

/// Lines in, the bytes of a file out.
class ExportWriter
{
public:
    explicit ExportWriter(LogFileFormat format) : m_format(format) {}

    /// Adds to `out`. `number` is the line's in its store.
    void write(quint64 number, const LogLine &line, QByteArray *out);
    /// The last line's newline.
    void finish(QByteArray *out);

private:
    void stamp(qint64 time, QByteArray *out);
    void json(quint64 number, const LogLine &line, QByteArray *out);

    const LogFileFormat m_format;
    bool m_open = false; ///< the line before has no newline yet
    LogSource m_source = LogSource::Stdout;
    quint64 m_next = 0;
    qint64 m_second = -1; ///< whose time this is:
    QByteArray m_stamp;
};

} // namespace longshore

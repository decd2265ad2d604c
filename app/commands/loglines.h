// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "model/logs/logreader.h"

#include <array>

namespace longshore
{

/// Joins the engine's frames into lines for `--json`: one `{"event":"log"}` object per line, stdout and stderr apart.
class LogEventWriter
{
public:
    LogEventWriter(Console &console, int stage) : m_console(console), m_stage(stage) {}

    void add(const StoredFrame &frame);
    /// A last line without its newline.
    void finish();

private:
    struct Partial {
        QByteArray bytes;
        qint64 time = 0;
    };
    void print(LogSource source, Partial &line);

    Console &m_console;
    int m_stage;
    std::array<Partial, 4> m_partials;
};

/// RFC 3339 UTC with nanoseconds, as `--json` says time; empty for 0.
QString rfc3339(qint64 nanoseconds);

} // namespace longshore

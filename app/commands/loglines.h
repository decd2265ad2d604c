// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "model/logs/logreader.h"

#include <array>

namespace longshore
{

/// Joins the engine's frames into lines for `--json`: one `{"event":"log"}` object per line, stdout and stderr apart. To be
/// given a log from its beginning: where stages begin is said in it.
class LogEventWriter
{
public:
    explicit LogEventWriter(Console &console) : m_console(console) {}

    void add(const StoredFrame &frame);
    /// A frame that is not to be told; it may begin a stage all the same.
    void skip(const StoredFrame &frame);
    /// What comes next belongs to this stage.
    void startAt(int stage) { m_stage = stage; }
    /// A last line without its newline.
    void finish();

private:
    struct Partial {
        QByteArray bytes;
        qint64 time = 0;
    };
    void print(const char *stream, Partial &line);

    Console &m_console;
    int m_stage = 0;
    bool m_sawStage = false;
    std::array<Partial, 4> m_partials;
};

/// RFC 3339 UTC with nanoseconds, as `--json` says time; empty for 0.
QString rfc3339(qint64 nanoseconds);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/logcommand.h"

#include "app/commands/loglines.h"
#include "model/run/runservice.h"
#include "model/store/store.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void LogCommand::storeOpened()
{
    const Result<RunSummary> run = RunService::find(*store(), line().subject);
    if (!run)
        return fail(run.error());
    m_reader = std::make_unique<LogReader>(run->capsule);
    m_lines = std::make_unique<LogEventWriter>(console(), 0);
    pump();
}

bool LogCommand::wanted(const StoredFrame &frame) const
{
    const QString &stream = line().logStream;
    return stream.isEmpty() || frame.source == (stream == "stderr"_L1 ? LogSource::Stderr : LogSource::Stdout);
}

/// One batch per turn of the event loop, so that Ctrl-C is heard.
void LogCommand::pump()
{
    const Result<LogBatch> batch = m_reader->read();
    if (!batch)
        return fail(batch.error());
    for (const StoredFrame &frame : batch->frames) {
        if (!wanted(frame))
            continue;
        if (console().json())
            m_lines->add(frame);
        else if (frame.source == LogSource::Stdout || !line().logStream.isEmpty())
            console().writeOut(frame.bytes.toByteArray());
        else
            console().writeErr(frame.bytes.toByteArray());
    }
    if (!batch->frames.isEmpty() && !console().broken()) {
        QMetaObject::invokeMethod(this, &LogCommand::pump, Qt::QueuedConnection);
        return;
    }
    m_lines->finish();
    if (m_reader->damaged()) {
        return fail(Error::make(Error::Kind::Disk, tr("read the log of %1").arg(line().subject),
                                tr("%1 is damaged from here on").arg(m_reader->currentFile()),
                                tr("What was printed is intact.")));
    }
    end(ExitCode::Success);
}

} // namespace longshore

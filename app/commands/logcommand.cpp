// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/logcommand.h"

#include "app/commands/loglines.h"
#include "app/commands/platformlines.h"
#include "model/run/capsulefiles.h"
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
    if (line().logStage >= 0) {
        m_stages = storedStages(run->capsule);
        if (line().logStage >= m_stages.size())
            return fail(Error::make(Error::Kind::NotFound, tr("read the log of %1").arg(line().subject),
                                    tr("it has no stage %1, only %2 of them").arg(line().logStage).arg(m_stages.size())));
    }
    m_run = *run;
    if (line().logAsPlatform) {
        m_platform = PlatformRunLog(run->capsule);
        return pumpPlatform();
    }
    m_reader = std::make_unique<LogReader>(run->capsule);
    m_lines = std::make_unique<LogEventWriter>(console());
    m_lines->startAt(qMax(0, line().logStage));
    pump();
}

bool LogCommand::wanted(const StoredFrame &frame) const
{
    if (line().logStage >= 0) {
        const StageSummary &stage = m_stages[line().logStage];
        if (frame.seq < quint64(stage.firstSeq) || (stage.endSeq >= 0 && frame.seq >= quint64(stage.endSeq)))
            return false;
    }
    const QString &stream = line().logStream;
    return stream.isEmpty() || frame.source == (stream == "stderr"_L1 ? LogSource::Stderr : LogSource::Stdout);
}

/// One megabyte of log per turn, as `pump`.
void LogCommand::pumpPlatform()
{
    const Result<QList<PlatformRecord>> records = m_platform.read(m_run);
    if (!records)
        return fail(records.error());
    for (const PlatformRecord &record : *records) {
        if (line().logStage < 0 || record.stage == line().logStage)
            printPlatformRecord(console(), record);
    }
    if (m_platform.isCaughtUp() || console().broken())
        return end(ExitCode::Success);
    QMetaObject::invokeMethod(this, &LogCommand::pumpPlatform, Qt::QueuedConnection);
}

/// One batch per turn of the event loop, so that Ctrl-C is heard.
void LogCommand::pump()
{
    const Result<LogBatch> batch = m_reader->read();
    if (!batch)
        return fail(batch.error());
    for (const StoredFrame &frame : batch->frames) {
        if (!wanted(frame)) {
            if (line().logStage < 0)
                m_lines->skip(frame);
            continue;
        }
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

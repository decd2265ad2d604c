// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logexport.h"

#include "model/logs/exportwriter.h"
#include "model/store/savedfile.h"
#include "model/tasks/task.h"

#include <QLocale>
#include <QTimer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype bufferBytes = 1 << 20;
constexpr quint64 rowsBetweenLooks = 1024; // at the token

class Exporter
{
public:
    Exporter(const LogExport &what, const CancelToken &token) : m_what(what), m_token(token), m_writer(what.format), m_file(what.path, m_asked) {}

    Result<LogExported> run(std::atomic<quint64> *done)
    {
        if (const Result<void> opened = m_file.open(); !opened)
            return fail(opened.error());
        const quint64 end = std::min(m_what.endRow, m_what.rows.endRow());
        for (quint64 number = std::max(m_what.firstRow, m_what.rows.firstRow()); number < end; ++number) {
            addRow(m_what.rows.at(number));
            if (m_out.size() >= bufferBytes) {
                if (const Result<void> written = flush(); !written)
                    return fail(written.error());
            }
            if (number % rowsBetweenLooks != 0)
                continue;
            if (m_token.isCancelled())
                return fail(Error::cancelled(m_asked));
            if (done)
                done->store(number - m_what.firstRow, std::memory_order_relaxed);
        }
        m_writer.finish(&m_out);
        if (const Result<void> written = flush(); !written)
            return fail(written.error());
        if (const Result<void> saved = m_file.commit(); !saved)
            return fail(saved.error());
        return m_written;
    }

private:
    void addRow(const LogRow &row)
    {
        for (quint64 line = row.line; line < row.line + row.alike; ++line) {
            if (!m_view.isValid() || !m_view.contains(line))
                m_view = line < m_what.store->firstLine() ? ChunkView() : m_what.store->chunk(m_what.store->chunkOf(line));
            if (m_view.isValid() && m_view.contains(line)) {
                m_writer.write(line, m_view.line(quint32(line - m_view.firstLine())), &m_out);
                ++m_written.lines;
            } else {
                ++m_written.lost;
            }
        }
    }

    Result<void> flush()
    {
        const Result<void> written = m_file.write(m_out);
        if (written) {
            m_written.bytes += m_out.size();
            m_out.resize(0); // its room stays
        }
        return written;
    }

    const LogExport &m_what;
    const CancelToken &m_token;
    const QString m_asked = u"save the log as %1"_s.arg(m_what.path);
    ExportWriter m_writer;
    SavedFile m_file;
    ChunkView m_view;
    QByteArray m_out;
    LogExported m_written;
};

QString inWords(const LogExported &written, const QString &path)
{
    const QLocale locale;
    QString words = u"Saved %1 lines (%2) as %3"_s.arg(locale.toString(written.lines), locale.formattedDataSize(written.bytes), path);
    if (written.lost)
        words += u"; %1 lines were gone before they could be saved"_s.arg(locale.toString(written.lost));
    return words;
}

} // namespace

Result<LogExported> writeLog(const LogExport &what, const CancelToken &token, std::atomic<quint64> *done)
{
    return Exporter(what, token).run(done);
}

void exportLog(LogExport what, Task *task)
{
    const CancelToken token;
    QObject::connect(task, &Task::cancelRequested, task, [token] { token.cancel(); });
    QObject::connect(task, &QObject::destroyed, task, [token] { token.cancel(); });
    const auto done = std::make_shared<std::atomic<quint64>>(0);
    const quint64 total = what.endRow - what.firstRow;
    const QString path = what.path;
    auto *timer = new QTimer(task);
    QObject::connect(timer, &QTimer::timeout, task, [task, done, total] { task->setProgress(qint64(done->load(std::memory_order_relaxed)), qint64(total)); });
    timer->start(100);
    // The task's own token is not runAsync's: a cancelled task has to be ended, too.
    runAsync(task, [what = std::move(what), token, done] { return writeLog(what, token, done.get()); },
             [task, timer, path](const Result<LogExported> &written) {
                 timer->stop();
                 written ? task->finish(inWords(*written, path)) : task->fail(written.error());
             });
}

} // namespace longshore

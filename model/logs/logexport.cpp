// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logexport.h"

#include "model/logs/exportwriter.h"
#include "model/store/durablefile.h"
#include "model/tasks/task.h"

#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QTimer>
#include <cerrno>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype bufferBytes = 1 << 20;
constexpr quint64 rowsBetweenLooks = 1024; // at the token

Error exportError(const QString &asked, int failed)
{
    Error error = diskError(asked, failed);
    if (error.kind == Error::Kind::Disk)
        return error;
    return Error::make(failed == ENOENT ? Error::Kind::NotFound : Error::Kind::PermissionDenied, asked, qt_error_string(failed),
                       u"Choose another folder."_s);
}

class Exporter
{
public:
    Exporter(const LogExport &what, const CancelToken &token) : m_what(what), m_token(token), m_writer(what.format), m_file(what.path) {}

    Result<LogExported> run(std::atomic<quint64> *done)
    {
        m_file.setDirectWriteFallback(false);
        errno = 0;
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return fail(exportError(m_asked, errno ? errno : EACCES));
        const quint64 end = std::min(m_what.endRow, m_what.rows.endRow());
        for (quint64 number = std::max(m_what.firstRow, m_what.rows.firstRow()); number < end; ++number) {
            addRow(m_what.rows.at(number));
            if (m_out.size() >= bufferBytes && !flush())
                return fail(exportError(m_asked, m_failed));
            if (number % rowsBetweenLooks != 0)
                continue;
            if (m_token.isCancelled())
                return fail(Error::cancelled(m_asked));
            if (done)
                done->store(number - m_what.firstRow, std::memory_order_relaxed);
        }
        m_writer.finish(&m_out);
        errno = 0;
        if (!flush() || ::fsync(m_file.handle()) != 0 || !m_file.commit())
            return fail(exportError(m_asked, m_failed ? m_failed : errno ? errno : EIO));
        if (auto synced = syncDirectory(QFileInfo(m_what.path).absolutePath()); !synced)
            return fail(synced.error());
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

    bool flush()
    {
        errno = 0;
        if (m_file.write(m_out) != m_out.size()) {
            m_failed = errno ? errno : EIO;
            return false;
        }
        m_written.bytes += m_out.size();
        m_out.resize(0); // its room stays
        return true;
    }

    const LogExport &m_what;
    const CancelToken &m_token;
    const QString m_asked = u"save the log as %1"_s.arg(m_what.path);
    ExportWriter m_writer;
    QSaveFile m_file; ///< goes away with its temporary file unless it was committed
    ChunkView m_view;
    QByteArray m_out;
    LogExported m_written;
    int m_failed = 0;
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

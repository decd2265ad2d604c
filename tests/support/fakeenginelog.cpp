// SPDX-License-Identifier: GPL-3.0-or-later
// The log of FakeEngine's container.
#include "tests/support/fakeengine.h"

#include <QDateTime>
#include <QLocalSocket>
#include <QUrlQuery>
#include <QtEndian>

namespace longshore::test
{

QByteArray FakeEngine::stamp(qint64 time) const
{
    const QDateTime second = QDateTime::fromSecsSinceEpoch(time / 1'000'000'000, Qt::UTC);
    const QByteArray text = second.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1();
    return (m_coarse ? text : text + '.' + QByteArray::number(time % 1'000'000'000).rightJustified(9, '0')) + 'Z';
}

QByteArray FakeEngine::framed(const Entry &entry) const
{
    const QByteArray stamped = stamp(entry.time) + ' ' + entry.text;
    if (m_tty)
        return stamped;
    QByteArray frame(8, '\0');
    frame[0] = char(entry.source);
    qToBigEndian(quint32(stamped.size()), frame.data() + 4);
    return frame + stamped;
}

QByteArray FakeEngine::logs(const Request &request, QLocalSocket *socket)
{
    const QUrlQuery query(QString::fromLatin1(request.query));
    const bool follow = query.hasQueryItem(QStringLiteral("follow"));
    m_logQuery = request.query;
    m_counts["follow"] += follow;
    if (m_logStatus != 200)
        return problem(m_logStatus, m_logProblem);
    const QStringList since = query.queryItemValue(QStringLiteral("since")).split(u'.');
    const qint64 from = since.value(0).toLongLong() * 1'000'000'000 + since.value(1).toLongLong();
    if (from && m_since == Since::Refused)
        return problem(400, "invalid value for \"since\"");
    const QStringList until = query.queryItemValue(QStringLiteral("until")).split(u'.');
    const qint64 to = until.value(0).toLongLong() * 1'000'000'000 + until.value(1).toLongLong();
    const qsizetype tail = query.hasQueryItem(QStringLiteral("tail")) ? query.queryItemValue(QStringLiteral("tail")).toInt() : m_log.size();
    QByteArray bytes;
    bool begun = false;
    for (const Entry &entry : m_log.last(qMin(tail, m_log.size()))) {
        if (to && entry.time > to)
            continue;
        begun = begun || entry.time >= from || m_since == Since::Ignored;
        if (begun && (m_since != Since::PerFrame || entry.time >= from))
            bytes += framed(entry);
    }
    Reader reader{socket, follow && !m_cuts.isEmpty() ? m_cuts.takeFirst() : -1};
    socket->write(streamHead);
    send(reader, bytes);
    if (!reader.socket)
        return {};
    if (m_logEnded || !m_everStarted || !follow)
        return chunk({});
    m_logs.append(reader);
    return {};
}

/// Who got all that is left to it is cut off.
void FakeEngine::send(Reader &reader, const QByteArray &bytes)
{
    if (!reader.socket)
        return;
    const qsizetype size = reader.left < 0 ? bytes.size() : qMin(reader.left, bytes.size());
    if (size > 0)
        reader.socket->write(chunk(bytes.first(size)));
    if (reader.left < 0)
        return;
    reader.left -= size;
    if (reader.left == 0) {
        reader.socket->disconnectFromServer();
        reader.socket.clear();
    }
}

void FakeEngine::write(const QByteArray &text, int source)
{
    m_time += m_step;
    m_log.append({source, m_coarse ? m_time - m_time % 1'000'000'000 : m_time, text});
    const QByteArray bytes = framed(m_log.last());
    for (Reader &reader : m_logs)
        send(reader, bytes);
    m_logs.removeIf([](const Reader &reader) { return !reader.socket; });
}

void FakeEngine::writeUnseen(const QByteArray &text)
{
    const QList<Reader> readers = std::exchange(m_logs, {});
    write(text);
    m_logs = readers;
}

void FakeEngine::stallLogs()
{
    m_logs.clear();
}

void FakeEngine::forget(qsizetype from, qsizetype count)
{
    m_log.remove(from, count);
}

QByteArray FakeEngine::logged(int source) const
{
    QByteArray all;
    for (const Entry &entry : m_log)
        all += entry.source == source ? entry.text : QByteArray();
    return all;
}

void FakeEngine::closeLogs(const QByteArray &last)
{
    QList<QPointer<QLocalSocket>> sockets;
    for (const Reader &reader : std::exchange(m_logs, {}))
        sockets.append(reader.socket);
    close(sockets, last);
}

void FakeEngine::endLogs()
{
    m_logEnded = true;
    closeLogs(chunk({}));
}

void FakeEngine::breakLogs()
{
    closeLogs({});
}

} // namespace longshore::test

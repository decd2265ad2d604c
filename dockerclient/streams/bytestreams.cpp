// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineerror.h"
#include "dockerclient/streams/enginestreams.h"
#include "dockerclient/streams/logdemux.h"
#include "dockerclient/streams/streamreader.h"
#include "dockerclient/types/jsonread.h"

#include <QElapsedTimer>
#include <nlohmann/json.hpp>
#include <thread>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class ArchiveReader : public ReaderStream<ArchiveStream>
{
public:
    ArchiveReader(Requester &requester, const Result<Request> &request, QObject *parent)
        : ReaderStream(requester, request, parent)
    {
        connect(&m_reader, &StreamReader::data, this, [this](QByteArrayView bytes) { Q_EMIT data(bytes.toByteArray()); });
        connect(&m_reader, &StreamReader::done, this, &Stream::finished);
    }
    void setPaused(bool paused) override { m_reader.setPaused(paused); }
};

class LogFrameReader : public ReaderStream<LogStream>
{
public:
    LogFrameReader(Requester &requester, const Result<Request> &request, bool tty, QObject *parent)
        : ReaderStream(requester, request, parent), m_demux(tty), m_begun(tty)
    {
        connect(&m_reader, &StreamReader::data, this, [this](QByteArrayView bytes) { take(bytes); });
        connect(&m_reader, &StreamReader::done, this, [this](const Result<void> &result) { conclude(result); });
    }
    void setPaused(bool paused) override { m_reader.setPaused(paused); }

private:
    void take(QByteArrayView bytes)
    {
        if (!m_begun && mayBeErrorObject(bytes))
            return;
        m_begun = true;
        if (!m_start.isEmpty()) {
            const QByteArray start = std::exchange(m_start, {}) + bytes.toByteArray();
            return demux(start);
        }
        demux(bytes);
    }

    /// Podman 4 may answer 200 and then put an error object where the log should be (a process that ended meanwhile).
    /// Holds back what may still become one.
    bool mayBeErrorObject(QByteArrayView bytes)
    {
        constexpr QByteArrayView opening("{\"cause\":");
        constexpr qsizetype longest = 64 << 10;
        const QByteArray start = m_start + bytes.toByteArray();
        const qsizetype known = qMin(start.size(), opening.size());
        if (start.size() > longest || QByteArrayView(start).first(known) != opening.first(known))
            return false;
        m_start = start;
        return true;
    }

    void demux(QByteArrayView bytes)
    {
        m_frames.clear();
        m_demux.feed(bytes, m_frames);
        if (m_demux.fellBack() && !std::exchange(m_noted, true)) {
            const QPointer<LogFrameReader> self(this);
            Q_EMIT note(u"The engine sent this log without frames; it is shown as one stream."_s);
            if (!self)
                return;
        }
        if (m_frames.isEmpty())
            return;
        const auto count = m_frames.size();
        const QPointer<LogFrameReader> self(this);
        Q_EMIT frames(m_frames);
        if (self)
            gather(count);
    }

    /// An engine writes each line by itself, and to be woken for each costs it and us more than the line: in a flood this
    /// thread sleeps for as long as the socket's buffer (some 270 small writes) can surely take it.
    void gather(qsizetype count)
    {
        constexpr auto nap = std::chrono::microseconds(150);
        constexpr qint64 closeNs = 300'000;
        constexpr qsizetype few = 256;
        const bool crumb = count < few && m_taken.isValid() && m_taken.nsecsElapsed() < closeNs;
        m_crumbs = crumb ? m_crumbs + 1 : 0;
        if (m_crumbs > 16)
            std::this_thread::sleep_for(nap);
        m_taken.start();
    }

    void conclude(const Result<void> &result)
    {
        if (!m_start.isEmpty()) {
            const std::optional<nlohmann::json> object = jsonread::parse(m_start);
            const std::optional<Error> error = object ? errorInObject(*object, m_reader.asked()) : std::nullopt;
            if (error) {
                Q_EMIT finished(fail(*error));
                return;
            }
            const QPointer<LogFrameReader> alive(this);
            demux(std::exchange(m_start, {}));
            if (!alive)
                return;
        }
        m_frames.clear();
        const bool whole = m_demux.end(m_frames);
        const QPointer<LogFrameReader> self(this);
        if (!m_frames.isEmpty())
            Q_EMIT frames(m_frames);
        if (!self)
            return;
        if (!result)
            Q_EMIT finished(result);
        else if (m_demux.isBroken())
            Q_EMIT finished(fail(Error::make(Error::Kind::Protocol, m_reader.asked(), u"the log stream holds a frame that is none"_s)));
        else if (!whole)
            Q_EMIT finished(fail(Error::make(Error::Kind::ConnectionLost, m_reader.asked(), u"the log ended within a frame"_s)));
        else if (!m_demux.engineError().isEmpty())
            Q_EMIT finished(fail(engineFailure()));
        else
            Q_EMIT finished({});
    }

    Error engineFailure() const
    {
        Error error = Error::make(Error::Kind::Engine, m_reader.asked(), {});
        error.httpStatus = 200;
        error.engineText = QString::fromUtf8(m_demux.engineError());
        return error;
    }

    LogDemux m_demux;
    QList<LogFrame> m_frames; // kept, so that a million lines allocate once
    QByteArray m_start; ///< see mayBeErrorObject
    QElapsedTimer m_taken; ///< since the last frames
    int m_crumbs = 0;      ///< small batches in a row
    bool m_begun = false;
    bool m_noted = false;
};

} // namespace

ArchiveStream *openArchive(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new ArchiveReader(requester, request, parent);
}

LogStream *openLog(Requester &requester, const Result<Request> &request, bool tty, QObject *parent)
{
    return new LogFrameReader(requester, request, tty, parent);
}

} // namespace longshore

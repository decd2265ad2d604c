// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineerror.h"
#include "dockerclient/streams/enginestreams.h"
#include "dockerclient/streams/jsonlines.h"
#include "dockerclient/streams/streamreader.h"
#include "dockerclient/types/jsonread.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

/// A stream of JSON objects in which an error object is the failure, though the status was 200 (engine-api rule 1).
template<class Base>
class ObjectReader : public ReaderStream<Base>
{
public:
    ObjectReader(Requester &requester, const Result<Request> &request, QObject *parent)
        : ReaderStream<Base>(requester, request, parent)
    {
        QObject::connect(&this->m_reader, &StreamReader::data, this, [this](QByteArrayView bytes) { take(bytes); });
        QObject::connect(&this->m_reader, &StreamReader::done, this, [this](const Result<void> &result) {
            conclude(result);
        });
    }

protected:
    virtual void object(const json &object) = 0;
    /// After the last object of a stream that ended well.
    virtual Result<void> atEnd() { return {}; }
    Result<void> refuse(Error::Kind kind, const QString &happened) const
    {
        return fail(Error::make(kind, this->m_reader.asked(), happened));
    }

private:
    void take(QByteArrayView bytes)
    {
        const QPointer<QObject> self(this);
        const QList<QByteArray> texts = m_lines.feed(bytes);
        for (const QByteArray &text : texts) {
            const std::optional<json> value = jsonread::parse(text);
            if (!value)
                continue; // one unreadable object does not end a stream of events
            if (std::optional<Error> error = errorInObject(*value, this->m_reader.asked()))
                m_error = std::move(error);
            else
                object(*value);
            if (!self || this->m_reader.isEnded())
                return;
        }
        if (m_lines.isBroken() && !m_error) {
            m_error = Error::make(Error::Kind::Protocol, this->m_reader.asked(), u"the answer is not a stream of JSON objects"_s);
            this->m_reader.abort();
        }
    }

    void conclude(const Result<void> &result)
    {
        if (m_error) {
            Q_EMIT this->finished(fail(*m_error));
        } else if (!result) {
            Q_EMIT this->finished(result);
        } else if (m_lines.hasRest()) {
            Q_EMIT this->finished(refuse(Error::Kind::ConnectionLost, u"the answer ended within an object"_s));
        } else {
            const QPointer<QObject> self(this);
            const Result<void> end = atEnd();
            if (self)
                Q_EMIT this->finished(end);
        }
    }

    JsonLines m_lines;
    std::optional<Error> m_error;
};

class EventReader : public ObjectReader<EventStream>
{
public:
    EventReader(Requester &requester, const Result<Request> &request, QObject *parent)
        : ObjectReader(requester, request, parent)
    {
        connect(&m_reader, &StreamReader::opened, this, &EventStream::opened);
    }

private:
    void object(const json &value) override { Q_EMIT event(EngineEvent::fromJson(value)); }
};

class WaitReader : public ObjectReader<WaitStream>
{
public:
    WaitReader(Requester &requester, const Result<Request> &request, QObject *parent)
        : ObjectReader(requester, request, parent)
    {
        connect(&m_reader, &StreamReader::opened, this, &WaitStream::armed);
    }

private:
    void object(const json &value) override
    {
        if (!jsonread::member(value, "StatusCode").is_number() || std::exchange(m_exited, true))
            return;
        Q_EMIT exited(jsonread::smallInteger(value, "StatusCode"), jsonread::text(jsonread::member(value, "Error"), "Message"));
    }
    Result<void> atEnd() override
    {
        return m_exited ? Result<void>() : refuse(Error::Kind::Protocol, u"the answer holds no exit code"_s);
    }

    bool m_exited = false;
};

class StatsReader : public ObjectReader<StatsStream>
{
public:
    using ObjectReader::ObjectReader;

private:
    void object(const json &value) override { Q_EMIT sample(ContainerStats::fromJson(value)); }
};

class ProgressReader : public ObjectReader<ProgressStream>
{
public:
    using ObjectReader::ObjectReader;

private:
    void object(const json &value) override
    {
        ProgressMessage progress;
        progress.id = jsonread::text(value, "id");
        progress.status = jsonread::text(value, "status");
        if (progress.status.isEmpty())
            progress.status = jsonread::text(value, "stream");
        const json &detail = jsonread::member(value, "progressDetail");
        progress.current = jsonread::integer(detail, "current", -1);
        progress.total = jsonread::integer(detail, "total", -1);
        progress.digest = jsonread::text(jsonread::member(value, "aux"), "Digest");
        Q_EMIT message(progress);
    }
};

class BuildReader : public ObjectReader<BuildStream>
{
public:
    using ObjectReader::ObjectReader;

private:
    void object(const json &value) override
    {
        if (jsonread::text(value, "id") == "moby.buildkit.trace"_L1)
            return takeTrace(jsonread::text(value, "aux"));
        if (const QString id = jsonread::text(jsonread::member(value, "aux"), "ID"); !id.isEmpty())
            m_built = ImageId::fromEngine(id);
        const QString text = jsonread::text(value, "stream");
        if (text.isEmpty())
            return;
        static const QRegularExpression stepLine(u"^(?:\\[\\d+/\\d+\\] )?(?:Step|STEP) (\\d+)/(\\d+)\\s*: (.*)"_s);
        if (const QRegularExpressionMatch match = stepLine.match(text); match.hasMatch())
            Q_EMIT step(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).trimmed());
        Q_EMIT output(text);
    }
    /// A protobuf message in base64.
    void takeTrace(const QString &text)
    {
        const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || text.isEmpty())
            return;
        if (const std::optional<BuildTrace> told = BuildTrace::decode(*decoded))
            Q_EMIT trace(*told);
    }
    Result<void> atEnd() override
    {
        if (m_built.isEmpty())
            return refuse(Error::Kind::Protocol, u"the build ended without naming its image"_s);
        Q_EMIT built(m_built);
        return {};
    }

    ImageId m_built;
};

} // namespace

EventStream *openEvents(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new EventReader(requester, request, parent);
}

StatsStream *openStats(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new StatsReader(requester, request, parent);
}

WaitStream *openWait(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new WaitReader(requester, request, parent);
}

ProgressStream *openProgress(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new ProgressReader(requester, request, parent);
}

BuildStream *openBuild(Requester &requester, const Result<Request> &request, QObject *parent)
{
    return new BuildReader(requester, request, parent);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/buildtrace.h"

namespace longshore
{

namespace
{

/// Field numbers of moby/buildkit's control.proto.
namespace field
{
enum Response { Vertexes = 1, Statuses = 2, Logs = 3 };
enum Vertex { Digest = 1, Name = 3, Cached = 4, Started = 5, Completed = 6, Failure = 7 };
enum VertexStatus { StatusId = 1, StatusVertex = 2, Current = 4, Total = 5, StatusCompleted = 8 };
enum VertexLog { LogVertex = 1, Timestamp = 2, Stream = 3, Message = 4 };
enum Time { Seconds = 1, Nanos = 2 };
} // namespace field

constexpr quint64 standardError = 2;
/// Years 1 to 9999, which is what protobuf's Timestamp may hold.
constexpr qint64 firstSecond = -62'135'596'800;
constexpr qint64 lastSecond = 253'402'300'799;

/// Reads protobuf's wire format: one field after the other, until the end or the first byte that makes no sense.
class WireReader
{
public:
    explicit WireReader(QByteArrayView message) : m_bytes(message) {}

    /// The next field; false at the end, and when what comes is not readable.
    bool next()
    {
        if (m_broken || m_bytes.isEmpty())
            return false;
        const quint64 key = varint();
        field = int(key >> 3);
        bytes = {};
        number = 0;
        switch (key & 7) {
        case 0: number = varint(); break;
        case 1: bytes = take(8); break;
        case 2: bytes = take(varint()); break;
        case 5: bytes = take(4); break;
        default: m_broken = true; // groups are long gone from the language
        }
        m_broken = m_broken || key >> 3 == 0 || key >> 3 > maximumField;
        return !m_broken;
    }
    bool isBroken() const { return m_broken; }
    QString text() const { return QString::fromUtf8(bytes); }

    int field = 0;
    quint64 number = 0;    ///< of a varint
    QByteArrayView bytes{}; ///< of everything else

private:
    static constexpr quint64 maximumField = (1u << 29) - 1;

    quint64 varint()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64 && !m_bytes.isEmpty(); shift += 7) {
            const auto byte = quint8(m_bytes.front());
            m_bytes = m_bytes.sliced(1);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        m_broken = true;
        return 0;
    }
    QByteArrayView take(quint64 size)
    {
        if (m_broken || size > quint64(m_bytes.size())) {
            m_broken = true;
            return {};
        }
        const QByteArrayView taken = m_bytes.first(qsizetype(size));
        m_bytes = m_bytes.sliced(qsizetype(size));
        return taken;
    }

    QByteArrayView m_bytes;
    bool m_broken = false;
};

/// False when the bytes are no such message.
bool read(QByteArrayView bytes, QDateTime *time)
{
    WireReader reader(bytes);
    qint64 seconds = 0;
    qint64 nanos = 0;
    while (reader.next()) {
        if (reader.field == field::Seconds)
            seconds = qint64(reader.number);
        else if (reader.field == field::Nanos)
            nanos = qint64(reader.number);
    }
    if (reader.isBroken() || seconds < firstSecond || seconds > lastSecond || nanos < 0 || nanos >= 1'000'000'000)
        return false;
    *time = QDateTime::fromMSecsSinceEpoch(seconds * 1000 + nanos / 1'000'000, Qt::UTC);
    return true;
}

bool read(QByteArrayView bytes, BuildTrace::Step *step)
{
    WireReader reader(bytes);
    bool good = true;
    while (good && reader.next()) {
        switch (reader.field) {
        case field::Digest: step->digest = reader.text(); break;
        case field::Name: step->name = reader.text(); break;
        case field::Cached: step->cached = reader.number != 0; break;
        case field::Started: good = read(reader.bytes, &step->started); break;
        case field::Completed: good = read(reader.bytes, &step->ended); break;
        case field::Failure: step->error = reader.text(); break;
        default: break;
        }
    }
    return good && !reader.isBroken();
}

bool read(QByteArrayView bytes, BuildTrace::Status *status)
{
    WireReader reader(bytes);
    while (reader.next()) {
        switch (reader.field) {
        case field::StatusId: status->id = reader.text(); break;
        case field::StatusVertex: status->step = reader.text(); break;
        case field::Current: status->current = qint64(reader.number); break;
        case field::Total: status->total = qint64(reader.number); break;
        case field::StatusCompleted: status->ended = true; break;
        default: break;
        }
    }
    return !reader.isBroken();
}

bool read(QByteArrayView bytes, BuildTrace::Output *output)
{
    WireReader reader(bytes);
    bool good = true;
    while (good && reader.next()) {
        switch (reader.field) {
        case field::LogVertex: output->step = reader.text(); break;
        case field::Timestamp: good = read(reader.bytes, &output->time); break;
        case field::Stream: output->isError = reader.number == standardError; break;
        case field::Message: output->text = reader.bytes.toByteArray(); break;
        default: break;
        }
    }
    return good && !reader.isBroken();
}

template<class Item>
bool append(QByteArrayView bytes, QList<Item> *list)
{
    Item item;
    if (list->size() >= BuildTrace::mostItems || !read(bytes, &item))
        return false;
    list->append(std::move(item));
    return true;
}

} // namespace

std::optional<BuildTrace> BuildTrace::decode(QByteArrayView message)
{
    BuildTrace trace;
    WireReader reader(message);
    bool good = true;
    while (good && reader.next()) {
        switch (reader.field) {
        case field::Vertexes: good = append(reader.bytes, &trace.steps); break;
        case field::Statuses: good = append(reader.bytes, &trace.statuses); break;
        case field::Logs: good = append(reader.bytes, &trace.outputs); break;
        default: break;
        }
    }
    if (!good || reader.isBroken())
        return std::nullopt;
    return trace;
}

} // namespace longshore

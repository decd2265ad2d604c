// SPDX-License-Identifier: GPL-3.0-or-later
// GELF as any process in a container can send it. First byte: how; the rest: what.
#include "model/logs/gelf/gelfchunks.h"
#include "model/logs/gelf/gelfdecoder.h"
#include "model/logs/gelf/gelfhttp.h"
#include "model/logs/gelf/gelfstream.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

const QByteArray secret = "s3cr3t-value";

void decode(QByteArrayView frame)
{
    static const GelfDecoder decoder = [] {
        GelfDecoder made(Redactor({secret}));
        made.setContainerId(QStringLiteral("4f0c1e2d3b4a5968"));
        return made;
    }();
    for (const GelfResult &result : decoder.decode(frame)) {
        if (!result) {
            check(!result.error().isEmpty(), "a notice says something");
            check(!result.error().contains(QString::fromLatin1(secret)), "no secret in a notice");
            continue;
        }
        check(result->syslogLevel >= 1 && result->syslogLevel <= 7, "the level is one of seven");
        check(!result->json.contains('\n'), "an event is one line");
        check(!result->json.contains(secret) && !result->text.contains(QString::fromLatin1(secret)), "no secret in a message");
    }
}

/// Datagrams: a length byte before each.
void datagrams(QByteArrayView bytes)
{
    qint64 now = 0;
    GelfChunks chunks([&now] { return now; });
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin<qsizetype>(choice(&bytes), bytes.size());
        now += 100;
        if (const auto whole = chunks.add(bytes.first(size)); whole && *whole)
            decode(**whole);
        bytes = bytes.sliced(size);
        check(chunks.openCount() <= GelfChunks::maxOpen, "open messages are bounded");
    }
}

void stream(QByteArrayView bytes, int seed)
{
    GelfStream whole, cut;
    QList<QByteArray> expected = whole.feed(bytes);
    expected += whole.end();
    QList<QByteArray> found;
    inParts(bytes, seed, [&](const QByteArray &part) { found += cut.feed(part); });
    found += cut.end();
    check(found == expected, "any cut gives the same frames");
    for (const QByteArray &frame : found)
        decode(frame);
}

void http(QByteArrayView bytes, int seed)
{
    GelfHttp whole, cut;
    const GelfHttp::Step expected = whole.feed(bytes);
    QList<QByteArray> found;
    inParts(bytes, seed, [&](const QByteArray &part) { found += cut.feed(part).bodies; });
    check(found == expected.bodies, "any cut gives the same bodies");
    check(whole.end() == cut.end(), "any cut leaves the same rest");
    for (const QByteArray &body : found)
        decode(body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    const int how = choice(&bytes);
    switch (how % 4) {
    case 0: decode(bytes); break;
    case 1: datagrams(bytes); break;
    case 2: stream(bytes, how); break;
    default: http(bytes, how); break;
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"

#include <QTest>
#include <QTestEventLoop>
#include <memory>
#include <optional>

namespace longshore::test
{

/// The error's kind in a word, empty for a success: reads well in QCOMPARE.
template<class T>
QString failure(const Result<T> &result)
{
    return result ? QString() : toString(result.error().kind);
}

/// Where a result arrives, perhaps after nobody waits for it any more.
template<class T>
struct Arrival {
    std::optional<Result<T>> result;
    QTestEventLoop loop; ///< unlike QTest::qWaitFor it does not sleep between events

    void take(Result<T> r)
    {
        result = std::move(r);
        loop.exitLoop();
    }
    Result<T> wait(const QString &what)
    {
        if (!result)
            loop.enterLoopMSecs(60'000);
        return result ? *result : Result<T>(fail(Error::make(Error::Kind::Internal, what, QStringLiteral("it never ended"))));
    }
};

/// Makes a one-shot call and spins until its callback came: `await<Ping>([&](auto done) { api.ping(this, done); })`.
/// An answer that does not come within a minute is an Internal error.
template<class T, class Call>
Result<T> await(Call call)
{
    const auto arrival = std::make_shared<Arrival<T>>();
    call(Callback<T>([arrival](Result<T> result) { arrival->take(std::move(result)); }));
    return arrival->wait(QStringLiteral("await a call"));
}

/// Spins until the stream finished, and deletes it.
inline Result<void> awaitEnd(Stream *stream)
{
    const auto arrival = std::make_shared<Arrival<void>>();
    QObject::connect(stream, &Stream::finished, stream, [arrival](const Result<void> &result) { arrival->take(result); });
    const Result<void> result = arrival->wait(QStringLiteral("await a stream"));
    stream->deleteLater();
    return result;
}

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"

#include <QTest>
#include <optional>

namespace longshore::test
{

/// The error's kind in a word, empty for a success: reads well in QCOMPARE.
template<class T>
QString failure(const Result<T> &result)
{
    return result ? QString() : toString(result.error().kind);
}

/// Makes a one-shot call and spins until its callback came: `await<Ping>([&](auto done) { api.ping(this, done); })`.
/// An answer that does not come within a minute is an Internal error.
template<class T, class Call>
Result<T> await(Call call)
{
    // Shared, for a callback that comes after we gave up.
    auto result = std::make_shared<std::optional<Result<T>>>();
    call(Callback<T>([result](Result<T> r) { *result = std::move(r); }));
    if (!QTest::qWaitFor([&] { return result->has_value(); }, 60'000))
        return fail(Error::make(Error::Kind::Internal, QStringLiteral("await"), QStringLiteral("the callback never came")));
    return **result;
}

/// Spins until the stream finished, and deletes it.
inline Result<void> awaitEnd(Stream *stream, int milliseconds = 60'000)
{
    auto result = std::make_shared<std::optional<Result<void>>>();
    QObject::connect(stream, &Stream::finished, stream, [result](const Result<void> &r) { *result = r; });
    const bool came = QTest::qWaitFor([&] { return result->has_value(); }, milliseconds);
    stream->deleteLater();
    if (!came)
        return fail(Error::make(Error::Kind::Internal, QStringLiteral("awaitEnd"), QStringLiteral("the stream never finished")));
    return **result;
}

} // namespace longshore::test

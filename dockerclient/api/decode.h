// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/engineerror.h"
#include "dockerclient/requester.h"
#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

/// The JSON of an answer. A 200 without a body, with an error object or without JSON is a failure (engine-api rule 3).
Result<nlohmann::json> decode(const Answer &answer);

/// A Protocol error about an answer that came whole.
Error unexpected(const Answer &answer, const QString &happened);

/// Turns `Callback<T>` into what `Requester::send` wants: the answer's object by `T::fromJson`.
template<class T>
Callback<Answer> decodedAs(Callback<T> done)
{
    return [done = std::move(done)](const Result<Answer> &answer) {
        if (!answer)
            return done(fail(answer.error()));
        const Result<nlohmann::json> json = decode(*answer);
        if (!json)
            return done(fail(json.error()));
        if (!json->is_structured())
            return done(fail(unexpected(*answer, QStringLiteral("the answer is not an object"))));
        done(T::fromJson(*json));
    };
}

/// The same for an array of objects; Docker writes `null` for an empty one.
template<class T>
Callback<Answer> decodedAsList(Callback<QList<T>> done)
{
    return [done = std::move(done)](const Result<Answer> &answer) {
        if (!answer)
            return done(fail(answer.error()));
        const Result<nlohmann::json> json = decode(*answer);
        if (!json)
            return done(fail(json.error()));
        if (!json->is_array() && !json->is_null())
            return done(fail(unexpected(*answer, QStringLiteral("the answer is not a list"))));
        QList<T> list;
        for (const nlohmann::json &item : *json)
            list.append(T::fromJson(item));
        done(list);
    };
}

/// For calls whose answer says nothing.
Callback<Answer> ignoringBody(Callback<void> done);
/// For a view of the answer as it is.
Callback<Answer> bodyOnly(Callback<QByteArray> done);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/decode.h"

namespace longshore
{

using namespace Qt::StringLiterals;

Error unexpected(const Answer &answer, const QString &happened)
{
    Error error = Error::make(Error::Kind::Protocol, answer.asked, happened,
                              u"Check that the endpoint is a Docker Engine API."_s);
    error.httpStatus = answer.status;
    return error;
}

Result<nlohmann::json> decode(const Answer &answer)
{
    std::optional<nlohmann::json> json = jsonread::parse(answer.body);
    if (!json)
        return fail(unexpected(answer, answer.body.isEmpty() ? u"the answer is empty"_s : u"the answer is not JSON"_s));
    if (const std::optional<Error> error = errorInObject(*json, answer.asked))
        return fail(*error);
    return std::move(*json);
}

Callback<Answer> ignoringBody(Callback<void> done)
{
    return [done = std::move(done)](const Result<Answer> &answer) {
        if (answer)
            done({});
        else
            done(fail(answer.error()));
    };
}

Callback<Answer> bodyOnly(Callback<QByteArray> done)
{
    return [done = std::move(done)](const Result<Answer> &answer) {
        if (answer)
            done(answer->body);
        else
            done(fail(answer.error()));
    };
}

} // namespace longshore

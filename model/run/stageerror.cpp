// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stageerror.h"

#include "model/logs/logtails.h"
#include "model/run/jsonfile.h"
#include "model/store/durablefile.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonfile;
using nlohmann::ordered_json;

Result<void> keepStageError(const QString &capsule, const StageSummary &stage)
{
    const auto tails = readLogTails(capsule, quint64(stage.firstSeq), keptCharacters);
    if (!tails)
        return fail(tails.error());
    const ordered_json object{
        {"format", "longshore.error/1"},
        {"verdict", stage.verdict ? ordered_json(toKey(*stage.verdict).toStdString()) : ordered_json()},
        {"exitCode", stage.exitCode ? ordered_json(*stage.exitCode) : ordered_json()},
        {"message", stage.message.toStdString()},
        {"container", orNull(stage.container.value)},
        {"image", printableImage(stage.imageReference).toStdString()},
        {"stdout", tails->out.toStdString()},
        {"stderr", tails->err.toStdString()},
    };
    // The log's bytes need not be UTF-8; the file's must.
    const std::string text = object.dump(2, ' ', false, ordered_json::error_handler_t::replace);
    return durableReplace(u"%1/stages/%2/error.json"_s.arg(capsule).arg(stage.number), QByteArray::fromStdString(text) + '\n');
}

} // namespace longshore

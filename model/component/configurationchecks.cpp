// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configurationchecks.h"

#include "model/component/mapping/inputmapping.h"
#include "model/component/mapping/outputtable.h"
#include "model/component/shape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

void complain(Problems &problems, const QString &path, const QString &message)
{
    problems.append({path, message, Problem::Severity::Error});
}

void checkTimeout(const Json &configuration, Problems &problems)
{
    const Json *timeout = findPath(configuration, u"runtime.process_timeout"_s);
    if (!timeout || timeout->is_null())
        return;
    if (!isNumber(*timeout) || !isWholeNumber(*timeout))
        complain(problems, u"runtime.process_timeout"_s, u"must be null or int"_s);
    else if (numberValue(*timeout) <= 0)
        complain(problems, u"runtime.process_timeout"_s, u"must be greater than 0"_s);
}

void checkWorkspaceCredentials(const Json &configuration, Problems &problems)
{
    const QString path = u"runtime.backend.workspace_credentials"_s;
    const Json *credentials = findPath(configuration, path);
    if (!credentials || !credentials->is_object())
        return;
    if (credentials->contains("#password") == credentials->contains("#privateKey"))
        complain(problems, path, u"must have either \"#password\" or \"#privateKey\""_s);
}

bool isOn(const Json &configuration, const QString &path)
{
    const Json *node = findPath(configuration, path);
    return node && node->is_boolean() && node->get<bool>();
}

bool isGiven(const Json &configuration, const QString &path)
{
    const Json *node = findPath(configuration, path);
    return node && !node->is_null();
}

/// §7.5
void checkArtifacts(const Json &configuration, Problems &problems)
{
    if (isOn(configuration, u"artifacts.runs.enabled"_s) &&
        !isGiven(configuration, u"artifacts.runs.filter.date_since"_s) &&
        !isGiven(configuration, u"artifacts.runs.filter.limit"_s))
        complain(problems, u"artifacts.runs"_s, u"at least one of \"date_since\" or \"limit\" must be given"_s);
    const QString filter = u"artifacts.custom.filter."_s;
    const bool complete = isGiven(configuration, filter + u"component_id"_s) &&
                          isGiven(configuration, filter + u"config_id"_s) &&
                          isGiven(configuration, filter + u"branch_id"_s);
    if (isOn(configuration, u"artifacts.custom.enabled"_s) && !complete)
        complain(problems, u"artifacts.custom"_s, u"\"component_id\", \"config_id\" and \"branch_id\" must be given"_s);
}

bool isNothing(const Json &json)
{
    return json.is_null() || (json.is_structured() && json.empty());
}

} // namespace

std::optional<Problem> missingCredentials(const Json &configuration)
{
    const Json *id = findPath(configuration, u"authorization.oauth_api.id"_s);
    const Json *credentials = findPath(configuration, u"authorization.oauth_api.credentials"_s);
    if (!id || id->is_null() || (credentials && !isNothing(*credentials)))
        return std::nullopt;
    return Problem{
        u"authorization.oauth_api"_s,
        u"its id belongs to the platform's OAuth broker, which is not reachable from here; paste the account's "
        "credentials below `authorization.oauth_api.credentials` (id, authorizedFor, #data, appKey, #appSecret)"_s,
        Problem::Severity::Warning};
}

Json normalisedConfiguration(const Json &configuration, Problems &problems)
{
    Json result = applyShape(configuration, configurationShape(), &problems);
    if (problems.isEmpty())
        problems += checkOutputTables(result);
    normaliseInput(&result, &problems);
    checkTimeout(configuration, problems);
    checkWorkspaceCredentials(configuration, problems);
    checkArtifacts(configuration, problems);
    return result;
}

} // namespace longshore

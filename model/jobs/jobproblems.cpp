// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/jobs/jobdocument.h"
#include "model/jobs/jobreader.h"
#include "model/jobs/numberremarks.h"
#include "model/jobs/schemachoice.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Problems below(const QString &prefix, const Problems &problems)
{
    Problems result;
    for (const Problem &problem : problems) {
        const QString separator = problem.path.isEmpty() ? QString() : u"."_s;
        result.append({prefix + separator + problem.path, problem.message, problem.severity, problem.rule});
    }
    return result;
}

void checkConfigurations(const Json &root, Problems *problems)
{
    if (const Json *configuration = findPath(root, u"configuration"_s); configuration && !configuration->is_null())
        problems->append(below(u"configuration"_s, checkConfiguration(writeJson(*configuration, JsonStyle::Compact))));
    const Json *rows = findPath(root, u"rows"_s);
    for (std::size_t i = 0; rows && rows->is_array() && i < rows->size(); ++i) {
        const QString at = u"rows.%1.configuration"_s.arg(i);
        if (const Json *configuration = findPath(root, at); configuration && configuration->is_object())
            problems->append(below(at, checkConfiguration(writeJson(*configuration, JsonStyle::Compact))));
    }
}

void checkComponents(const Json &root, Problems *problems)
{
    if (const Json *component = findPath(root, u"component"_s); component && !component->is_null())
        problems->append(below(u"component"_s, readComponentDefinition(*component).problems));
    else
        problems->append({u"component"_s, u"must be given: it says which image to run"_s, Problem::Severity::Error});
    const Json *others = findPath(root, u"components"_s);
    if (!others || !others->is_object())
        return;
    for (const auto &[id, record] : others->items())
        problems->append(
            below(joinPath(u"components"_s, QString::fromStdString(id)), readComponentDefinition(record).problems));
}

} // namespace

Problems JobDocument::problems() const
{
    Problems problems;
    const QStringList duplicates = duplicateKeys();
    for (const QString &key : duplicates)
        problems.append({key, u"is given twice; the last one counts"_s, Problem::Severity::Warning});
    const QDir base(folder());
    const RecordReader reader(&root(), {}, &problems);
    for (const QString &key : {u"id"_s, u"configurationId"_s, u"name"_s})
        reader.string(key);
    for (const QString &key : {u"components"_s, u"configuration"_s, u"state"_s})
        reader.child(key);
    if (reader.has(u"schema"_s) && !chosenSchema(*this))
        problems.append({u"schema"_s, u"has no \"configuration\" that is a schema; the component's own counts"_s, Problem::Severity::Warning});
    checkComponents(root(), &problems);
    checkConfigurations(root(), &problems);
    readRows(reader, &problems);
    reader.boolean(u"isDisabled"_s, false);
    readVariables(reader, &problems);
    readSharedCode(reader, &problems);
    readSource(reader, base);
    readImagePolicy(reader);
    readInput(reader, base);
    readExtra(reader, base, &problems);
    problems += numberRemarks(root());
    return problems;
}

Result<void> JobDocument::requireValid() const
{
    QStringList sentences;
    const Problems all = problems();
    for (const Problem &problem : all) {
        if (problem.severity == Problem::Severity::Error)
            sentences.append(problem.sentence());
    }
    if (sentences.isEmpty())
        return {};
    return fail(Error::make(Error::Kind::BadInput, u"open the job %1"_s.arg(path()), sentences.join(u"; "_s),
                            u"Correct the job file."_s));
}

} // namespace longshore

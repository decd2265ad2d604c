// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/validation.h"

#include "model/component/secrets.h"
#include "model/jobs/patterncheck.h"
#include "model/jobs/schemaexpand.h"
#include "model/jobs/schemaform.h"
#include "model/jobs/schemanormalise.h"
#include "model/jobs/validationwords.h"
#include "model/jobs/visibility.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using valijson::adapters::NlohmannJsonAdapter;

/// True when `path` is one of `places` or below one.
bool isWithin(const QString &path, const QStringList &places)
{
    for (const QString &place : places) {
        if (path == place || path.startsWith(place + u'.'))
            return true;
    }
    return false;
}

QStringList secretPlaces(const Json &parameters)
{
    QStringList places;
    const QList<SecretReference> references = secretReferences(writeJson(parameters, JsonStyle::Compact));
    for (const SecretReference &reference : references)
        places.append(reference.path);
    return places;
}

} // namespace

struct ParameterValidator::Private {
    Json expanded;
    FieldSpec root;
    std::unique_ptr<valijson::Schema> schema; ///< null: nothing can be checked
    Problems schemaProblems;

    void compile(const QByteArray &text);
    void checkSchema(const Json &parameters, Problems &problems) const;
};

void ParameterValidator::Private::compile(const QByteArray &text)
{
    Problems ignored; // the form tells them
    const Result<Json> result = expandSchema(text, &ignored);
    if (!result) {
        schemaProblems.append({{},
                               u"nothing was checked: the schema cannot be used, %1"_s.arg(result.error().happened),
                               Problem::Severity::Warning});
        return;
    }
    expanded = *result;
    root = formFromSchema(text).root;
    const nlohmann::json normalised = normaliseSchema(expanded);
    try {
        auto parsed = std::make_unique<valijson::Schema>();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(NlohmannJsonAdapter(normalised), *parsed);
        schema = std::move(parsed);
    } catch (const std::exception &error) {
        schemaProblems.append(
            {{},
             u"nothing was checked: the schema cannot be used, %1"_s.arg(QString::fromUtf8(error.what())),
             Problem::Severity::Warning});
    }
}

void ParameterValidator::Private::checkSchema(const Json &parameters, Problems &problems) const
{
    const nlohmann::json plain = toPlainJson(parameters);
    valijson::ValidationResults results;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    try {
        validator.validate(*schema, NlohmannJsonAdapter(plain), &results);
    } catch (const std::exception &error) {
        problems.append({{}, QString::fromUtf8(error.what()), Problem::Severity::Warning});
    }
    for (const valijson::ValidationResults::Error &error : results) {
        const std::optional<Problem> problem = inPlainWords(error.context, error.description, root);
        if (problem && !problems.contains(*problem))
            problems.append(*problem);
    }
}

ParameterValidator::ParameterValidator(const QByteArray &schema)
    : d(std::make_unique<Private>())
{
    if (!schema.trimmed().isEmpty())
        d->compile(schema);
}
ParameterValidator::~ParameterValidator() = default;
ParameterValidator::ParameterValidator(ParameterValidator &&) noexcept = default;
ParameterValidator &ParameterValidator::operator=(ParameterValidator &&) noexcept = default;

Problems ParameterValidator::check(const Json &parameters) const
{
    if (!d->schema)
        return d->schemaProblems;
    if (parameters.is_null() || (parameters.is_structured() && parameters.empty()))
        return {};
    Problems problems;
    d->checkSchema(parameters, problems);
    checkPatterns(d->expanded, parameters, {}, &problems);
    const QStringList secrets = secretPlaces(parameters);
    problems.removeIf([&](const Problem &problem) {
        return isWithin(problem.path, secrets) || !conditionsHold(d->root, parameters, problem.path);
    });
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem &a, const Problem &b) { return a.severity < b.severity; });
    return problems;
}

Problems validateParameters(const QByteArray &schema, const QByteArray &parameters)
{
    const Result<Json> json = scanJson(parameters, u"read the parameters"_s);
    if (!json)
        return {{{}, json.error().happened, Problem::Severity::Error}};
    return ParameterValidator(schema).check(*json);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/validation.h"

#include "model/component/secrets.h"
#include "model/jobs/patterncheck.h"
#include "model/jobs/schemaexpand.h"
#include "model/jobs/schemaform.h"
#include "model/jobs/schemanormalise.h"
#include "model/jobs/schemaselect.h"
#include "model/jobs/validationwords.h"
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

/// May throw std::exception.
std::unique_ptr<valijson::Schema> compiled(const Json &expanded)
{
    const nlohmann::json normalised = normaliseSchema(expanded);
    auto schema = std::make_unique<valijson::Schema>();
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(NlohmannJsonAdapter(normalised), *schema);
    return schema;
}

void checkSchema(const valijson::Schema &schema, const Json &parameters, const FormState &state, Problems &problems)
{
    const nlohmann::json plain = toPlainJson(parameters);
    valijson::ValidationResults results;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    validator.validate(schema, NlohmannJsonAdapter(plain), &results);
    for (const valijson::ValidationResults::Error &error : results) {
        const std::optional<Problem> problem = inPlainWords(error.context, error.description, state);
        if (problem && !problems.contains(*problem))
            problems.append(*problem);
    }
}

/// Whether a value is one of an alternative, with everything that says.
bool conforms(const Json &schema, const Json &value)
{
    const nlohmann::json plain = toPlainJson(value);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    Problems problems;
    checkPatterns(schema, value, {}, &problems);
    return !hasErrors(problems) && validator.validate(*compiled(schema), NlohmannJsonAdapter(plain), nullptr);
}

} // namespace

struct ParameterValidator::Private {
    Json expanded;
    FieldSpec root;
    std::unique_ptr<valijson::Schema> schema; ///< null: nothing can be checked
    bool selects = false;                     ///< the schema depends on the value: compiled for each
    Problems schemaProblems;

    void compile(const QByteArray &text);
    Problems check(const Json &parameters, const VariantChoices &choices) const;
};

void ParameterValidator::Private::compile(const QByteArray &text)
{
    const auto useless = [this](const QString &why) {
        schemaProblems.append({{}, u"nothing was checked: the schema cannot be used, %1"_s.arg(why), Problem::Severity::Warning});
    };
    Problems ignored; // the form tells them
    const Result<Json> result = expandSchema(text, &ignored);
    if (!result)
        return useless(result.error().happened);
    expanded = *result;
    root = formFromSchema(text).root;
    selects = hasChoices(expanded);
    try {
        schema = compiled(expanded);
    } catch (const std::exception &error) {
        useless(QString::fromUtf8(error.what()));
    }
}

Problems ParameterValidator::Private::check(const Json &parameters, const VariantChoices &choices) const
{
    Problems problems;
    try {
        if (!selects) {
            checkSchema(*schema, parameters, {root, parameters, choices}, problems);
            checkPatterns(expanded, parameters, {}, &problems);
            return problems;
        }
        const Json selected = selectFor(expanded, parameters, choices, conforms, &problems);
        checkSchema(*compiled(selected), parameters, {root, parameters, choices}, problems);
        checkPatterns(selected, parameters, {}, &problems);
    } catch (const std::exception &error) {
        problems.append({{}, QString::fromUtf8(error.what()), Problem::Severity::Warning});
    }
    return problems;
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

Problems ParameterValidator::check(const Json &parameters, const VariantChoices &choices) const
{
    if (!d->schema)
        return d->schemaProblems;
    if (parameters.is_null() || (parameters.is_structured() && parameters.empty()))
        return {};
    Problems problems = d->check(parameters, choices);
    const QStringList secrets = secretPlaces(parameters);
    const FormState state{d->root, parameters, choices};
    problems.removeIf([&](const Problem &problem) {
        return isWithin(problem.path, secrets) || !conditionsHold(state, problem.path);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formchecker.h"

#include "model/jobs/validation.h"
#include "model/json/json.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

namespace longshore
{
namespace
{

// Together they bound a check at once to a few milliseconds: a pattern costs at most what its match limit allows.
constexpr qsizetype smallSchema = 16 * 1024;
constexpr qsizetype fewPatterns = 4;
constexpr int smallDocument = 300; ///< nodes

int nodesOf(const Json &json, int budget)
{
    int count = 1;
    if (!json.is_structured())
        return count;
    for (const Json &child : json) {
        if (count > budget)
            break;
        count += nodesOf(child, budget - count);
    }
    return count;
}

} // namespace

struct FormChecker::Validator {
    explicit Validator(const QByteArray &text)
        : schema(text)
    {
    }

    Problems check(const Json &document, const VariantChoices &choices)
    {
        std::call_once(made, [this] { validator.emplace(schema); });
        return validator->check(document, choices);
    }

    const QByteArray schema;
    std::once_flag made;
    std::optional<ParameterValidator> validator;
};

struct FormChecker::Work {
    Json document;
    VariantChoices choices;
};

FormChecker::FormChecker(QObject *parent)
    : QObject(parent)
    , m_validator(std::make_shared<Validator>(QByteArray()))
{
}

void FormChecker::setSchema(const QByteArray &schema)
{
    m_token.cancel();
    m_token = CancelToken();
    m_validator = std::make_shared<Validator>(schema);
    m_isSmall = schema.size() <= smallSchema && schema.count("attern") <= fewPatterns;
    m_next.reset();
    m_busy = false;
}

void FormChecker::check(const Json &document, const VariantChoices &choices)
{
    if (!m_busy && m_isSmall && nodesOf(document, smallDocument) <= smallDocument) {
        Q_EMIT checked(m_validator->check(document, choices));
        return;
    }
    auto work = std::make_shared<const Work>(Work{document, choices});
    if (m_busy)
        m_next = std::move(work);
    else
        start(work);
}

void FormChecker::start(const std::shared_ptr<const Work> &work)
{
    m_busy = true;
    runAsync(
        this, [validator = m_validator, work] { return validator->check(work->document, work->choices); },
        [this](const Problems &problems) {
            if (const auto next = std::exchange(m_next, nullptr))
                return start(next);
            m_busy = false;
            Q_EMIT checked(problems);
        },
        m_token);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/actionanswer.h"

#include "model/jobs/fielddetails.h"
#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr std::size_t mostChoices = 10'000;

QString textOf(const Json &json)
{
    return json.is_string() ? toQString(json) : QString::fromUtf8(writeJson(json, JsonStyle::Compact));
}

ActionAnswer choicesFrom(const Json &list)
{
    ActionAnswer answer;
    answer.hasChoices = true;
    for (const Json &item : list) {
        if (answer.choices.size() == mostChoices)
            break;
        const Json *value = item.is_object() ? nodeAt(item, "value") : &item;
        if (!value || value->is_structured())
            continue;
        const QString label = item.is_object() ? textAt(item, "label").left(longestTitle).simplified() : QString();
        answer.choices.append({toVariant(*value), label.isEmpty() ? textOf(*value).left(longestTitle) : label});
    }
    return answer;
}

/// The platform's Markdown: its icons become signs, the rest stays as it is, read as plain text.
QString plainMessage(QString markdown)
{
    markdown.replace("![success]()"_L1, u"✓"_s);
    markdown.replace("![warning]()"_L1, u"⚠"_s);
    markdown.replace("![error]()"_L1, u"✗"_s);
    return markdown.left(longestText).trimmed();
}

ActionAnswer::Kind kindOf(const Json &object)
{
    const QString type = textAt(object, "type");
    if (textAt(object, "status") == "error"_L1 || type == "error"_L1 || type == "danger"_L1)
        return ActionAnswer::Kind::Error;
    if (type == "warning"_L1)
        return ActionAnswer::Kind::Warning;
    return type == "info"_L1 || type == "table"_L1 ? ActionAnswer::Kind::Info : ActionAnswer::Kind::Success;
}

} // namespace

ActionAnswer readActionAnswer(const QByteArray &text)
{
    ActionAnswer answer;
    const Result<Json> json = scanJson(text, u"read the action's answer"_s);
    if (!json) {
        answer.kind = ActionAnswer::Kind::Error;
        answer.message = QCoreApplication::translate("ActionAnswer", "The answer is no JSON: %1").arg(json.error().happened);
        return answer;
    }
    if (json->is_array())
        return choicesFrom(*json);
    answer.kind = kindOf(*json);
    answer.message = plainMessage(textAt(*json, "message"));
    const bool bare = json->is_object() && (json->empty() || (json->size() == 1 && nodeAt(*json, "status")));
    if (answer.message.isEmpty() && !bare)
        answer.message = textOf(*json).left(longestText);
    return answer;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputextras.h"

#include "model/component/dataformat.h"
#include "model/component/mapping/manifest.h"
#include "model/component/mapping/outputtable.h"
#include "model/component/shape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const Shape &usageShape()
{
    static const Shape shape = [] {
        const Shape text{Shape::Kind::Text, {}, {}, false, false};
        const Shape item{
            Shape::Kind::Map, {{u"metric"_s, text, {}, true}, {u"value"_s, text, {}, true}}, {}, false, false};
        return Shape{Shape::Kind::List, {{{}, item, {}, false}}, {}, false, false};
    }();
    return shape;
}

} // namespace

Result<QList<UsageMetric>> readUsage(const QByteArray &bytes, const QString &format)
{
    const QString asked = u"store job usage"_s;
    const QString file = u"out/"_s + usageFileName(format);
    const auto json = readManifest(bytes, format, file);
    if (!json)
        return fail(Error::make(Error::Kind::BadInput, asked, json.error().sentence()));
    Problems problems;
    const Json normalised = applyShape(*json, usageShape(), &problems, u"usage"_s);
    if (!problems.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, file + u": "_s + problems.front().message));
    QList<UsageMetric> metrics;
    for (const Json &item : normalised)
        metrics.append({phpText(item["metric"]), phpText(item["value"])});
    return metrics;
}

QList<JobVariable> readJobVariables(const QByteArray &bytes, Problems *problems)
{
    const QString file = u"out/result.json"_s;
    const auto warn = [&](const QString &message) { problems->append({file, message, Problem::Severity::Warning}); };
    const auto json = readManifest(bytes, u"json"_s, file);
    if (!json) {
        warn(u"Its variables are not used: %1."_s.arg(json.error().happened));
        return {};
    }
    const auto found = json->is_object() ? json->find("variables") : json->end();
    if (!json->is_object() || found == json->end() || !(found->is_object() || (found->is_array() && found->empty()))) {
        warn(u"Its variables are not used: it is no object with a map \"variables\"."_s);
        return {};
    }
    QList<JobVariable> variables;
    QStringList dropped;
    for (const auto &[name, value] : found->items()) {
        if (value.is_structured())
            dropped.append(QString::fromStdString(name).left(60));
        else
            variables.append(
                {QString::fromStdString(name), value.is_null() ? std::nullopt : std::optional(phpText(value))});
    }
    if (!dropped.isEmpty()) {
        const qsizetype more = dropped.size() - 5;
        warn(u"Left out, being no single values: %1%2."_s.arg(
            dropped.first(qMin<qsizetype>(5, dropped.size())).join(u", "_s),
            more > 0 ? u" and %1 more"_s.arg(more) : QString()));
    }
    return variables;
}

} // namespace longshore

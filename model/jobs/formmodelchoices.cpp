// SPDX-License-Identifier: GPL-3.0-or-later
// What a FormModel knows of the values a field may hold.
#include "model/jobs/formactions.h"
#include "model/jobs/formmodelprivate.h"
#include "model/jobs/jsonvariant.h"
#include "model/jobs/mappingsources.h"

#include <nlohmann/json.hpp>

namespace longshore
{

QList<FieldChoice> FormModel::choices(const QString &path) const
{
    const FieldSpec *spec = field(path);
    if (!spec)
        return {};
    QList<FieldChoice> all = spec->choices;
    const auto add = [&all](const FieldChoice &choice) {
        const auto known = std::any_of(all.begin(), all.end(), [&](const FieldChoice &other) { return other.value == choice.value; });
        if (!known)
            all.append(choice);
    };
    const Json *list = spec->choiceList.path.isEmpty() ? nullptr : findPath(d->document, spec->choiceList.path);
    for (std::size_t i = 0; list && list->is_array() && i < list->size(); ++i) {
        const Json &item = (*list)[i];
        const Json *value = spec->choiceList.valueKey.isEmpty() ? &item : findPath(item, joinPath({}, spec->choiceList.valueKey));
        const Json *title = spec->choiceList.titleKey.isEmpty() ? value : findPath(item, joinPath({}, spec->choiceList.titleKey));
        if (value && !value->is_structured())
            add({toVariant(*value), title && !title->is_structured() ? toVariant(*title).toString() : QString()});
    }
    const QList<FieldChoice> loaded = d->actions->state(path).answer.choices;
    if (all.isEmpty())
        return loaded;
    std::for_each(loaded.begin(), loaded.end(), add);
    return all;
}

void FormModel::setSources(MappingSources *sources)
{
    d->sources = sources;
    connect(sources, &MappingSources::changed, this, &FormModel::suggestionsChanged);
    Q_EMIT suggestionsChanged();
}

MappingSources *FormModel::sources() const
{
    return d->sources;
}

QList<FieldChoice> FormModel::suggestions(const QString &path) const
{
    const FieldSpec *spec = field(path);
    if (!spec || !d->sources || spec->suggestion.what.isEmpty())
        return {};
    return d->sources->choices(spec->suggestion.what, suggestionOf(path));
}

QString FormModel::suggestionOf(const QString &path) const
{
    const FieldSpec *spec = field(path);
    QStringList steps = splitPath(path);
    while (spec && !spec->suggestion.of.isEmpty() && !steps.isEmpty()) {
        steps.removeLast();
        QString beside;
        for (const QString &step : std::as_const(steps))
            beside = joinPath(beside, step);
        const QString place = joinPath(beside, spec->suggestion.of);
        if (const QString text = textAt(place); !text.isEmpty())
            return text;
        const FieldSpec *other = field(place);
        if (other && !other->suggestion.what.isEmpty() && d->sources) // what counts while that field is empty
            return d->sources->fallback(other->suggestion.what, textAt(joinPath(beside, other->suggestion.of)));
    }
    return {};
}

QString FormModel::textAt(const QString &path) const
{
    const Json *node = findPath(d->document, path);
    return node ? toQString(*node) : QString();
}

} // namespace longshore

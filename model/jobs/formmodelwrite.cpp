// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formmodel.h"

#include "model/jobs/formactions.h"
#include "model/jobs/formmodelprivate.h"
#include "model/jobs/jsonvariant.h"
#include "model/json/sametext.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

void FormModel::setValue(const QString &path, const QVariant &value)
{
    const bool isJsonText = value.typeId() == QMetaType::QByteArray;
    if (isJsonText)
        return setJson(path, value.toByteArray());
    if (!value.isValid())
        return erase(path);
    write(path, fromVariant(value));
}

void FormModel::setJson(const QString &path, const QByteArray &text)
{
    if (path.isEmpty())
        return setText(text);
    if (text.trimmed().isEmpty())
        return erase(path);
    Result<Json> json = scanJson(text, u"read the value"_s);
    if (!json)
        return complain(path, json.error().happened);
    write(path, std::move(*json));
}

void FormModel::setNumber(const QString &path, const QString &text)
{
    const QByteArray spelling = text.trimmed().toUtf8();
    if (spelling.isEmpty())
        return erase(path);
    const Result<Json> json = scanJson(spelling, u"read the number"_s);
    if (!json || !isNumber(*json))
        return complain(path, tr("must be a number"));
    write(path, *json);
}

void FormModel::addItem(const QString &path)
{
    const FieldSpec *spec = field(path);
    if (!spec || spec->kind != FieldKind::Array)
        return;
    Json &list = makeNode(d->document, root(), path);
    if (!list.is_array())
        list = Json::array();
    list.push_back(newItem(spec->children.front(), root()));
    Q_EMIT itemsChanged(path);
    finishChange(path);
}

void FormModel::removeItem(const QString &path, int index)
{
    if (index < 0 || index >= itemCount(path))
        return;
    removeNode(d->document, joinPath(path, index));
    forgetUnreadableBelow(path);
    Q_EMIT itemsChanged(path);
    finishChange(path);
}

void FormModel::moveItem(const QString &path, int from, int to)
{
    const int count = itemCount(path);
    if (from == to || from < 0 || to < 0 || from >= count || to >= count)
        return;
    Json &list = makeNode(d->document, root(), path);
    Json item = std::move(list[std::size_t(from)]);
    list.erase(std::size_t(from));
    list.insert(list.begin() + to, std::move(item));
    forgetUnreadableBelow(path);
    Q_EMIT itemsChanged(path);
    finishChange(path);
}

void FormModel::reset(const QString &path)
{
    const FieldSpec *spec = field(path);
    forgetUnreadableBelow(path);
    if (const Json *original = findPath(d->loaded, path))
        write(path, *original);
    else
        erase(path);
    if (spec && spec->kind == FieldKind::Array)
        Q_EMIT itemsChanged(path);
}

void FormModel::setVariant(const FieldSpec &variants, const QString &path, int index)
{
    const int from = variant(variants, path);
    if (index == from || index < 0 || index >= int(variants.children.size()))
        return;
    d->choices.insert(path, index);
    if (!variants.discriminator.isEmpty()) {
        const VariantMark &mark = variants.marks[std::size_t(index)];
        return write(joinPath(path, variants.discriminator), fromVariant(mark.values.value(0)));
    }
    switchVariant(d->document, root(), variants, path, from, index, d->kept);
    d->lastVariants.insert({path, variants.variantsId}, index);
    forgetUnreadableBelow(path);
    writeDefaults(d->document, root(), d->choices, variants, path);
    finishChange(path);
}

void FormModel::resetToDefault(const QString &path)
{
    const FieldSpec *spec = field(path);
    forgetUnreadableBelow(path);
    const Result<Json> fallback = scanJson(spec ? spec->defaultJson : QByteArray(), u"read a default"_s);
    if (fallback)
        write(path, *fallback);
    else
        erase(path);
    if (spec && spec->kind == FieldKind::Array)
        Q_EMIT itemsChanged(path);
}

void FormModel::fillDefaults()
{
    const QStringList written = writeDefaults(d->document, root(), d->choices, root(), {});
    for (const QString &path : written)
        Q_EMIT valueChanged(path);
    if (!written.isEmpty())
        finishChange(written.last());
}

void FormModel::setText(const QByteArray &text)
{
    Result<Json> document = readDocument(text);
    if (!document)
        return setTextError(document.error().happened);
    setTextError({});
    if (sameText(*document, d->document))
        return;
    takeDocument(std::move(*document));
    Q_EMIT reloaded();
    Q_EMIT documentChanged();
}

void FormModel::write(const QString &path, Json value)
{
    const bool wasUnreadable = d->unreadable.remove(path);
    const Json *present = findPath(d->document, path);
    if (present && sameText(*present, value)) {
        if (wasUnreadable)
            publishProblems();
        return;
    }
    makeNode(d->document, root(), path) = std::move(value);
    finishChange(path);
}

void FormModel::erase(const QString &path)
{
    const bool wasUnreadable = d->unreadable.remove(path);
    if (removeNode(d->document, path))
        finishChange(path);
    else if (wasUnreadable)
        publishProblems();
}

void FormModel::complain(const QString &path, const QString &message)
{
    d->unreadable.insert(path, message);
    publishProblems();
}

void FormModel::forgetUnreadableBelow(const QString &path)
{
    d->unreadable.removeIf(
        [&path](const auto &entry) { return entry.key() == path || entry.key().startsWith(path + u'.'); });
}

void FormModel::finishChange(const QString &path)
{
    setTextError({});
    const FormShape before = d->shape;
    const QHash<VariantsKey, int> lastVariants = d->lastVariants;
    d->reshape();
    exchangeVariants(lastVariants);
    Q_EMIT valueChanged(path);
    const QSet<QString> flipped = (before.hidden - d->shape.hidden) + (d->shape.hidden - before.hidden);
    for (const QString &changed : flipped)
        Q_EMIT visibilityChanged(changed);
    for (auto it = before.variants.begin(); it != before.variants.end(); ++it) {
        const auto now = d->shape.variants.constFind(it.key());
        if (now != d->shape.variants.cend() && now->active != it->active)
            Q_EMIT variantChanged(it.key().first);
    }
    Q_EMIT documentChanged();
    d->checker->check(d->document, d->choices);
}

/// Where a discriminator changed, the values of its variants change with it: those of the one left are put away.
void FormModel::exchangeVariants(const QHash<VariantsKey, int> &before)
{
    const FormShape shape = d->shape;
    bool exchanged = false;
    for (auto it = shape.variants.begin(); it != shape.variants.end(); ++it) {
        const VariantsKey key = it.key();
        const int from = before.value(key, -1);
        const FieldSpec &variants = *it->field;
        if (it->active < 0 || from < 0 || it->active == from || !variants.isPart)
            continue;
        switchVariant(d->document, root(), variants, key.first, from, it->active, d->kept);
        writeDefaults(d->document, root(), d->choices, variants, key.first);
        exchanged = true;
    }
    if (exchanged)
        d->reshape();
}

void FormModel::publishProblems()
{
    Problems problems = d->allProblems();
    if (problems == d->problems)
        return;
    d->problems = std::move(problems);
    Q_EMIT problemsChanged();
}

void FormModel::setTextError(const QString &sentence)
{
    if (d->textError == sentence)
        return;
    d->textError = sentence;
    Q_EMIT textErrorChanged(sentence);
}

} // namespace longshore

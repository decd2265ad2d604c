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

namespace
{

bool isEmpty(const Json &json)
{
    return json.is_null() || (json.is_structured() && json.empty());
}

bool same(const Json *a, const Json *b)
{
    return a && b ? sameText(*a, *b) : a == b;
}

} // namespace

FormModel::Private::Private()
    : loadedNode(std::make_unique<Json>(Json::object()))
    , documentNode(std::make_unique<Json>(Json::object()))
    , loaded(*loadedNode)
    , document(*documentNode)
{
}

FormModel::Private::~Private() = default;

void FormModel::Private::reshape()
{
    shape = shapeOf(state());
    for (auto it = shape.variants.begin(); it != shape.variants.end(); ++it) {
        if (it->active >= 0)
            lastVariants.insert(it.key(), it->active);
    }
}

Problems FormModel::Private::allProblems() const
{
    Problems all;
    for (auto it = unreadable.begin(); it != unreadable.end(); ++it)
        all.append({it.key(), it.value(), Problem::Severity::Error});
    // What the document holds there is not what is being typed.
    for (const Problem &problem : found) {
        if (!unreadable.contains(problem.path))
            all.append(problem);
    }
    return all;
}

Result<Json> readDocument(const QByteArray &text)
{
    const QString asked = u"read the parameters"_s;
    JsonRemarks remarks;
    Result<Json> json = scanJson(text, asked, &remarks);
    if (!json)
        return json;
    if (!remarks.duplicateKeys.isEmpty()) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"the key %1 is given twice"_s.arg(remarks.duplicateKeys.first()), u"Remove one."_s));
    }
    if (isEmpty(*json))
        return Json(Json::object());
    if (!json->is_structured()) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"they must be an object, but are %1"_s.arg(jsonTypeName(*json)),
                                u"Start them with {."_s));
    }
    return json;
}

FormModel::FormModel(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->checker = new FormChecker(this);
    d->actions = new FormActions(*this);
    connect(d->checker, &FormChecker::checked, this, [this](const Problems &problems) {
        d->found = problems;
        publishProblems();
        Q_EMIT checked();
    });
}

FormModel::~FormModel() = default;

Result<void> FormModel::load(const QByteArray &schema, const QByteArray &parameters)
{
    Result<Json> document = readDocument(parameters);
    if (!document)
        return fail(document.error());
    d->form = formFromSchema(schema);
    if (document->is_array())
        d->form.root = FieldSpec();
    d->checker->setSchema(schema);
    d->loaded = *document;
    d->choices.clear();
    d->found.clear();
    takeDocument(std::move(*document));
    d->problems = d->allProblems();
    setTextError({});
    Q_EMIT loaded();
    Q_EMIT reloaded();
    Q_EMIT problemsChanged();
    return {};
}

/// The document is another one: nothing of the old one is kept.
void FormModel::takeDocument(Json document)
{
    d->document = std::move(document);
    d->kept.clear();
    d->lastVariants.clear();
    d->unreadable.clear();
    d->reshape();
    d->checker->check(d->document, d->choices);
}

const FieldSpec &FormModel::root() const
{
    return d->form.root;
}

const FieldSpec *FormModel::field(const QString &path) const
{
    return findField(d->state(), path);
}

Problems FormModel::schemaProblems() const
{
    return d->form.problems;
}

QVariant FormModel::value(const QString &path) const
{
    const Json *node = findPath(d->document, path);
    if (!node)
        return {};
    const FieldSpec *spec = field(path);
    const bool asText =
        !spec || spec->kind == FieldKind::Json || spec->kind == FieldKind::Object || spec->kind == FieldKind::Array;
    return asText ? QVariant(writeJson(*node, JsonStyle::Canonical)) : toVariant(*node);
}

QVariant FormModel::effectiveValue(const QString &path) const
{
    const FieldSpec *spec = field(path);
    if (findPath(d->document, path) || !spec || spec->defaultJson.isEmpty())
        return value(path);
    const Result<Json> fallback = scanJson(spec->defaultJson, u"read a default"_s);
    return fallback ? toVariant(*fallback) : QVariant();
}

QByteArray FormModel::json(const QString &path) const
{
    const Json *node = findPath(d->document, path);
    return node ? writeJson(*node, JsonStyle::Canonical) : QByteArray();
}

int FormModel::itemCount(const QString &path) const
{
    const Json *node = findPath(d->document, path);
    return node && node->is_array() ? int(node->size()) : 0;
}

int FormModel::variant(const FieldSpec &variants, const QString &path) const
{
    return activeVariant(d->state(), variants, path);
}

bool FormModel::isOffered(const FieldSpec &variants, const QString &path) const
{
    return ownConditionsHold(d->state(), variants, path);
}

QList<FieldHit> FormModel::search(const QString &words) const
{
    return searchFields(d->state(), d->shape, words);
}

FormActions &FormModel::actions() const
{
    return *d->actions;
}

bool FormModel::isChanged(const QString &path) const
{
    return !same(findPath(d->document, path), findPath(d->loaded, path));
}

bool FormModel::isVisible(const QString &path) const
{
    QString here;
    const QStringList steps = splitPath(path);
    for (const QString &step : steps) {
        here = joinPath(here, step);
        const FieldSpec *spec = field(here);
        if (spec && (spec->hidden || d->shape.hidden.contains(here)))
            return false;
    }
    return true;
}

bool FormModel::isDefault(const QString &path) const
{
    const FieldSpec *spec = field(path);
    const Json *node = findPath(d->document, path);
    if (!spec || spec->defaultJson.isEmpty())
        return node == nullptr;
    const Result<Json> fallback = scanJson(spec->defaultJson, u"read a default"_s);
    return node && fallback && *node == *fallback;
}

QByteArray FormModel::parameters() const
{
    return writeJson(d->document, JsonStyle::Canonical);
}

QString FormModel::textError() const
{
    return d->textError;
}

Problems FormModel::problems() const
{
    return d->problems;
}

bool FormModel::isChecked() const
{
    return !d->checker->isBusy();
}

Problems FormModel::problemsAt(const QString &path) const
{
    Problems here;
    for (const Problems *list : {&d->problems, &d->outer}) { // asked for by each field: nothing is copied
        for (const Problem &problem : *list) {
            if (problem.path == path)
                here.append(problem);
        }
    }
    return here;
}

Problems FormModel::problemsBelow(const QString &path) const
{
    Problems found;
    for (const Problems *list : {&d->problems, &d->outer}) {
        for (const Problem &problem : *list) {
            if (problem.path == path || problem.path.startsWith(path + u'.'))
                found.append(problem);
        }
    }
    return found;
}

void FormModel::setOuterProblems(const Problems &problems)
{
    if (d->outer == problems)
        return;
    d->outer = problems;
    Q_EMIT problemsChanged();
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formmodel.h"

#include "model/jobs/formdocument.h"
#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemaform.h"
#include "model/jobs/validation.h"
#include "model/jobs/visibility.h"
#include "model/json/json.h"

#include <QHash>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

struct FormModel::Private {
    SchemaForm form;
    Json loaded = Json::object();
    Json document = Json::object();
    ParameterValidator validator{QByteArray()};
    QSet<QString> hidden;
    QHash<QString, QString> unreadable; ///< path -> why the text last typed there is no value
    Problems problems;
    QString textError;

    Problems allProblems() const
    {
        Problems all;
        for (auto it = unreadable.begin(); it != unreadable.end(); ++it)
            all.append({it.key(), it.value(), Problem::Severity::Error});
        // What the document holds there is not what is being typed.
        Problems found = validator.check(document);
        found.removeIf([this](const Problem &problem) { return unreadable.contains(problem.path); });
        return all + found;
    }
};

namespace
{

bool isEmpty(const Json &json)
{
    return json.is_null() || (json.is_structured() && json.empty());
}

bool same(const Json *a, const Json *b)
{
    return a && b ? *a == *b : a == b;
}

/// The document that the raw text stands for. A key given twice is an error: the one dropped could be a secret (A40).
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

} // namespace

FormModel::FormModel(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
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
    d->validator = ParameterValidator(schema);
    d->document = std::move(*document);
    d->loaded = d->document;
    d->unreadable.clear();
    d->hidden = hiddenByConditions(d->document, d->form.root);
    d->problems = d->allProblems();
    setTextError({});
    Q_EMIT reloaded();
    Q_EMIT problemsChanged();
    return {};
}

const FieldSpec &FormModel::root() const
{
    return d->form.root;
}

const FieldSpec *FormModel::field(const QString &path) const
{
    return d->form.root.find(path);
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

void FormModel::fillDefaults()
{
    const QStringList written = writeDefaults(d->document, root(), root(), {});
    for (const QString &path : written)
        Q_EMIT valueChanged(path);
    if (!written.isEmpty())
        finishChange(written.last());
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
        if (spec && (spec->hidden || d->hidden.contains(here)))
            return false;
    }
    return true;
}

QByteArray FormModel::parameters() const
{
    return writeJson(d->document, JsonStyle::Canonical);
}

void FormModel::setText(const QByteArray &text)
{
    Result<Json> document = readDocument(text);
    if (!document)
        return setTextError(document.error().happened);
    setTextError({});
    if (*document == d->document)
        return;
    d->document = std::move(*document);
    d->unreadable.clear();
    d->hidden = hiddenByConditions(d->document, root());
    d->problems = d->allProblems();
    Q_EMIT reloaded();
    Q_EMIT documentChanged();
    Q_EMIT problemsChanged();
}

QString FormModel::textError() const
{
    return d->textError;
}

Problems FormModel::problems() const
{
    return d->problems;
}

Problems FormModel::problemsAt(const QString &path) const
{
    Problems here;
    for (const Problem &problem : d->problems) {
        if (problem.path == path)
            here.append(problem);
    }
    return here;
}

void FormModel::write(const QString &path, Json value)
{
    const bool wasUnreadable = d->unreadable.remove(path);
    const Json *present = findPath(d->document, path);
    if (present && *present == value) {
        if (wasUnreadable)
            refreshProblems();
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
        refreshProblems();
}

void FormModel::complain(const QString &path, const QString &message)
{
    d->unreadable.insert(path, message);
    refreshProblems();
}

void FormModel::forgetUnreadableBelow(const QString &path)
{
    d->unreadable.removeIf(
        [&path](const auto &entry) { return entry.key() == path || entry.key().startsWith(path + u'.'); });
}

void FormModel::finishChange(const QString &path)
{
    setTextError({});
    Q_EMIT valueChanged(path);
    const QSet<QString> before = std::exchange(d->hidden, hiddenByConditions(d->document, root()));
    const QSet<QString> flipped = (before - d->hidden) + (d->hidden - before);
    for (const QString &changed : flipped)
        Q_EMIT visibilityChanged(changed);
    Q_EMIT documentChanged();
    refreshProblems();
}

void FormModel::refreshProblems()
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

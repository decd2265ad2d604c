// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/state.h"

#include "model/component/dataformat.h"
#include "model/component/shape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString askedState()
{
    return u"read the stored state"_s;
}

Shape map(std::vector<ShapeMember> members)
{
    return {Shape::Kind::Map, std::move(members), {}, false, false};
}

ShapeMember list(const QString &key, Shape item, bool required = false)
{
    return {key, {Shape::Kind::List, {{{}, std::move(item), {}, false}}, {}, false, false}, {}, required};
}

ShapeMember scalar(const QString &key, bool required)
{
    return {key, {Shape::Kind::Scalar, {}, {}, false, false}, {}, required};
}

/// §7.1
const Shape &storedStateShape()
{
    const Shape anyMap{Shape::Kind::Map, {}, {}, true, true};
    static const Shape shape = [&anyMap] {
        const Shape table = map({scalar(u"source"_s, true), scalar(u"lastImportDate"_s, true)});
        const Shape tag = map({scalar(u"name"_s, false), scalar(u"match"_s, false)});
        const Shape files = map({list(u"tags"_s, tag, true), scalar(u"lastImportId"_s, true)});
        const Shape input = map({list(u"tables"_s, table), list(u"files"_s, files)});
        return map({{u"component"_s, {Shape::Kind::Any, {}, {}, false, true}, {}, false},
                    {u"storage"_s, map({{u"input"_s, input, {}, false}}), {}, false},
                    {u"data_app"_s, anyMap, {}, false}});
    }();
    return shape;
}

Result<Json> parsed(const QByteArray &stored)
{
    const QByteArray text = stored.trimmed();
    Result<Json> json = scanJson(text.isEmpty() ? QByteArray("{}") : text, askedState());
    if (json && (json->is_null() || (json->is_array() && json->empty())))
        return Json(Json::object());
    return json;
}

Result<Json> checked(const QByteArray &stored)
{
    const Result<Json> json = parsed(stored);
    if (!json)
        return json;
    Problems problems;
    Json normal = applyShape(*json, storedStateShape(), &problems);
    // The component's own part may be anything that is a map or a list.
    if (const Json *component = findPath(normal, u"component"_s); component && !component->is_structured() && !component->is_null())
        problems.append({u"component"_s, u"must be an object, but is %1"_s.arg(jsonTypeName(*component)), Problem::Severity::Error});
    if (problems.isEmpty())
        return normal;
    QStringList sentences;
    for (const Problem &problem : std::as_const(problems))
        sentences.append(problem.sentence());
    return fail(Error::make(Error::Kind::BadInput, askedState(), u"it is invalid: %1"_s.arg(sentences.join(u"; "_s)),
                            u"A state holds component, storage and data_app, nothing else."_s));
}

QString text(const Json &json)
{
    return json.is_string() ? toQString(json) : QString::fromUtf8(numberText(json));
}

const Json &member(const Json &json, const char *key)
{
    static const Json nothing;
    if (!json.is_object())
        return nothing;
    const auto found = json.find(key);
    return found == json.end() ? nothing : *found;
}

QList<StateTag> tagsOf(const Json &list)
{
    QList<StateTag> tags;
    for (const Json &tag : list)
        tags.append({text(member(tag, "name")), text(member(tag, "match"))});
    return tags;
}

Json objectWhenEmpty(const Json &json)
{
    return json.is_null() || (json.is_structured() && json.empty()) ? Json(Json::object()) : json;
}

} // namespace

Result<void> checkStoredState(const QByteArray &stored)
{
    const Result<Json> json = checked(stored);
    if (!json)
        return fail(json.error());
    return {};
}

Result<QByteArray> storedStateFrom(const QByteArray &initial)
{
    const Result<Json> json = parsed(initial);
    if (!json)
        return fail(json.error());
    bool shaped = json->is_object();
    if (shaped) {
        for (const auto &[key, value] : json->items())
            shaped = shaped && (key == "component" || key == "storage" || key == "data_app") && value.is_structured();
    }
    if (!shaped)
        return writeJson(Json{{"component", *json}}, JsonStyle::Compact);
    const Result<Json> fine = checked(initial);
    // A component may itself keep something called `storage`.
    return writeJson(fine ? *json : Json{{"component", *json}}, JsonStyle::Compact);
}

Result<QByteArray> componentStateOf(const QByteArray &stored)
{
    const Result<Json> json = checked(stored);
    if (!json)
        return fail(json.error());
    return writeJson(objectWhenEmpty(member(*json, "component")), JsonStyle::Compact);
}

Result<QByteArray> readComponentState(const std::optional<QByteArray> &file, const QString &format)
{
    if (!file)
        return QByteArray("{}");
    const QString asked = u"read the component's out/%1"_s.arg(stateFileName(format));
    const Result<QByteArray> json = fromFormat(*file, format, asked);
    if (!json)
        return json;
    const Result<Json> tree = scanJson(*json, asked);
    if (!tree)
        return fail(tree.error());
    if (!tree->is_structured() && !tree->is_null())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is %1, not an object"_s.arg(jsonTypeName(*tree))));
    return writeJson(objectWhenEmpty(*tree), JsonStyle::Compact);
}

Result<QByteArray> nextStoredState(const QByteArray &stored, const QByteArray &componentState, const QByteArray &storageState)
{
    Result<Json> state = checked(stored);
    if (!state)
        return fail(state.error());
    const Result<Json> component = parsed(componentState);
    const Result<Json> storage = parsed(storageState);
    if (!component || !storage)
        return fail(component ? storage.error() : component.error());
    (*state)["component"] = objectWhenEmpty(*component);
    if (!storage->empty())
        (*state)["storage"] = *storage;
    const QByteArray next = writeJson(*state, JsonStyle::Compact);
    if (const Result<void> fine = checkStoredState(next); !fine)
        return fail(fine.error());
    return next;
}

std::optional<qint64> InputState::lastFile(const QList<StateTag> &tags) const
{
    for (const Files &entry : files) {
        if (entry.tags == tags)
            return entry.lastImportId;
    }
    return std::nullopt;
}

Result<InputState> inputStateOf(const QByteArray &stored)
{
    const Result<Json> json = checked(stored);
    if (!json)
        return fail(json.error());
    InputState state;
    const Json &input = member(member(*json, "storage"), "input");
    for (const Json &table : member(input, "tables"))
        state.tables.insert(text(member(table, "source")), text(member(table, "lastImportDate")));
    for (const Json &files : member(input, "files"))
        state.files.append({tagsOf(member(files, "tags")), text(member(files, "lastImportId")).toLongLong()});
    return state;
}

} // namespace longshore

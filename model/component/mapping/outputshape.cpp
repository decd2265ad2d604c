// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputshape.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Kind = Shape::Kind;
using Members = std::vector<ShapeMember>;

Shape of(Kind kind)
{
    return {kind, {}, {}, false, false};
}

Shape map(Members members)
{
    return {Kind::Map, std::move(members), {}, false, false};
}

/// A list, or a map whose keys are any names.
Shape list(Shape item)
{
    return {Kind::List, {{{}, std::move(item), {}, false}}, {}, false, false};
}

ShapeMember member(const QString &key, Shape shape, const QByteArray &fallback = {})
{
    return {key, std::move(shape), fallback, false};
}

ShapeMember required(const QString &key)
{
    return {key, of(Kind::Text), {}, true};
}

ShapeMember scalar(const QString &key)
{
    return member(key, of(Kind::Scalar));
}

Shape oneOf(const QStringList &choices)
{
    return {Kind::Choice, {}, choices, false, false};
}

Shape keyValues()
{
    return list(map({scalar(u"key"_s), scalar(u"value"_s)}));
}

Shape deleteWhere()
{
    const Shape workspace = map({scalar(u"workspace_id"_s), required(u"table"_s), scalar(u"column"_s)});
    const Shape storage = map({required(u"bucket_id"_s), required(u"table"_s), scalar(u"column"_s)});
    const Shape filter =
        map({required(u"column"_s), member(u"operator"_s, oneOf({u"eq"_s, u"ne"_s}), "\"eq\""),
             member(u"values_from_set"_s, list(of(Kind::Scalar))), member(u"values_from_workspace"_s, workspace),
             member(u"values_from_storage"_s, storage)});
    return list(
        map({scalar(u"changed_since"_s), scalar(u"changed_until"_s), member(u"where_filters"_s, list(filter))}));
}

Shape schema()
{
    const Shape base = map({required(u"type"_s), scalar(u"length"_s), scalar(u"default"_s)});
    Shape dataType = map({{u"base"_s, base, {}, true}});
    dataType.keepsExtra = true; // other backends; which of them is M2's matter
    return list(
        map({required(u"name"_s), member(u"data_type"_s, dataType), member(u"nullable"_s, of(Kind::Bool), "true"),
             member(u"primary_key"_s, of(Kind::Bool), "false"), member(u"distribution_key"_s, of(Kind::Bool), "false"),
             scalar(u"description"_s), member(u"metadata"_s, of(Kind::Any))}));
}

Members tableMembers()
{
    return {scalar(u"destination"_s),
            member(u"incremental"_s, of(Kind::Bool), "false"),
            member(u"primary_key"_s, list(of(Kind::Scalar)), "[]"),
            member(u"columns"_s, list(of(Kind::Scalar)), "[]"),
            member(u"distribution_key"_s, list(of(Kind::Text)), "[]"),
            member(u"deduplication_strategy"_s, oneOf({u"insert"_s, u"upsert"_s})),
            scalar(u"unload_strategy"_s),
            scalar(u"delete_where_column"_s),
            member(u"delete_where_values"_s, list(of(Kind::Scalar)), "[]"),
            member(u"delete_where_operator"_s, oneOf({u"eq"_s, u"ne"_s}), "\"eq\""),
            member(u"delete_where"_s, deleteWhere()),
            member(u"delimiter"_s, of(Kind::Scalar), "\",\""),
            member(u"enclosure"_s, of(Kind::Scalar), "\"\\\"\""),
            member(u"metadata"_s, keyValues(), "[]"),
            member(u"column_metadata"_s, list(keyValues()), "[]"),
            member(u"write_always"_s, of(Kind::Bool), "false"),
            member(u"tags"_s, list(of(Kind::Text)), "[]"),
            scalar(u"manifest_type"_s),
            member(u"has_header"_s, of(Kind::Bool)),
            scalar(u"description"_s),
            member(u"table_metadata"_s, of(Kind::Any)),
            member(u"schema"_s, schema(), "[]")};
}

Members fileMembers()
{
    return {member(u"tags"_s, list(of(Kind::Scalar)), "[]"), member(u"is_public"_s, of(Kind::Bool), "false"),
            member(u"is_permanent"_s, of(Kind::Bool), "false"), member(u"is_encrypted"_s, of(Kind::Bool), "true"),
            member(u"notify"_s, of(Kind::Bool), "false")};
}

Shape withSource(Members members, const ShapeMember &source)
{
    members.insert(members.begin(), source);
    return map(std::move(members));
}

} // namespace

const Shape &outputTableShape(bool mapping)
{
    static const Shape manifest = map(tableMembers());
    static const Shape entry = withSource(tableMembers(), scalar(u"source"_s));
    return mapping ? entry : manifest;
}

const Shape &outputFileShape(bool mapping)
{
    static const Shape manifest = map(fileMembers());
    static const Shape entry = withSource(fileMembers(), required(u"source"_s));
    return mapping ? entry : manifest;
}

const Shape &tableFilesShape()
{
    static const Shape shape =
        map({member(u"tags"_s, list(of(Kind::Scalar)), "[]"), member(u"is_permanent"_s, of(Kind::Bool), "true")});
    return shape;
}

} // namespace longshore

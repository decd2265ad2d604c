// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputshape.h"
#include "model/component/shape.h"

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

Shape orNull(Kind kind)
{
    return {kind, {}, {}, false, true};
}

Shape map(Members members)
{
    return {Kind::Map, std::move(members), {}, false, false};
}

Shape openMap(Members members)
{
    return {Kind::Map, std::move(members), {}, true, false};
}

Shape list(Shape item)
{
    return {Kind::List, {{{}, std::move(item), {}, false}}, {}, false, false};
}

Shape choice(const QStringList &choices)
{
    return {Kind::Choice, {}, choices, false, false};
}

ShapeMember scalar(const QString &key)
{
    return {key, of(Kind::Scalar), {}, false};
}

ShapeMember scalars(const QString &key)
{
    return {key, list(of(Kind::Scalar)), "[]", false};
}

ShapeMember flag(const QString &key, const QByteArray &fallback)
{
    return {key, of(Kind::Bool), fallback, false};
}

ShapeMember anything(const QString &key)
{
    return {key, of(Kind::Any), {}, false};
}

/// §4.1
Shape inputTable()
{
    const Shape columnType = map({{u"source"_s, of(Kind::Text), {}, true},
                                  scalar(u"type"_s),
                                  scalar(u"destination"_s),
                                  anything(u"length"_s),
                                  anything(u"nullable"_s),
                                  anything(u"convert_empty_values_to_null"_s),
                                  anything(u"compression"_s)});
    return map({{u"source"_s, of(Kind::Text), {}, true},
                scalar(u"source_branch_id"_s),
                scalar(u"destination"_s),
                {u"days"_s, orNull(Kind::Int), {}, false},
                scalar(u"changed_since"_s),
                scalars(u"columns"_s),
                {u"column_types"_s, list(columnType), "[]", false},
                scalar(u"where_column"_s),
                scalars(u"where_values"_s),
                {u"where_operator"_s, choice({u"eq"_s, u"ne"_s}), "\"eq\"", false},
                {u"limit"_s, orNull(Kind::Int), {}, false},
                flag(u"overwrite"_s, "false"),
                flag(u"use_view"_s, {}),
                scalar(u"load_type"_s),
                flag(u"keep_internal_timestamp_column"_s, "true"),
                scalar(u"file_type"_s)});
}

/// §4.2
Shape inputFile()
{
    const Shape sourceTag = map({{u"name"_s, of(Kind::Text), {}, true},
                                 {u"match"_s, choice({u"include"_s, u"exclude"_s}), "\"include\"", false}});
    const Shape source = map({{u"tags"_s, list(sourceTag), "[]", false}});
    return map({{u"tags"_s, list(of(Kind::Scalar)), {}, false},
                {u"source"_s, source, {}, false},
                scalar(u"query"_s),
                {u"file_ids"_s, list(of(Kind::Scalar)), {}, false},
                {u"limit"_s, orNull(Kind::Int), {}, false},
                flag(u"overwrite"_s, "true"),
                {u"processed_tags"_s, list(of(Kind::Scalar)), {}, false},
                scalar(u"changed_since"_s)});
}

Shape storage()
{
    const Shape input = map({{u"tables"_s, list(inputTable()), "[]", false},
                             {u"files"_s, list(inputFile()), "[]", false},
                             {u"read_only_storage_access"_s, orNull(Kind::Bool), {}, false}});
    const Shape output = map({{u"tables"_s, list(outputTableShape(true)), "[]", false},
                              {u"files"_s, list(outputFileShape(true)), "[]", false},
                              {u"table_files"_s, tableFilesShape(), {}, false},
                              scalar(u"default_bucket"_s),
                              {u"data_type_support"_s, choice({u"authoritative"_s, u"hints"_s, u"none"_s}), {}, false},
                              scalar(u"table_modifications"_s),
                              {u"treat_values_as_null"_s, list(of(Kind::Scalar)), {}, false}});
    return map({{u"input"_s, input, {}, false}, {u"output"_s, output, {}, false}});
}

Shape processors()
{
    const Shape definition = map({{u"component"_s, of(Kind::Text), {}, true}, scalar(u"tag"_s)});
    const Shape item = map({{u"definition"_s, definition, {}, true}, anything(u"parameters"_s)});
    return map({{u"before"_s, list(item), "[]", false}, {u"after"_s, list(item), "[]", false}});
}

Shape authorization()
{
    const Shape oauth = map({scalar(u"id"_s), scalar(u"version"_s), anything(u"credentials"_s)});
    Members workspace{anything(u"credentials"_s)};
    for (const QString &key : {u"host"_s, u"account"_s, u"warehouse"_s, u"database"_s, u"schema"_s, u"region"_s, u"user"_s,
                               u"password"_s, u"privateKey"_s, u"container"_s, u"connectionString"_s})
        workspace.push_back(scalar(key));
    return map({{u"oauth_api"_s, oauth, {}, false},
                {u"workspace"_s, map(std::move(workspace)), {}, false},
                scalar(u"context"_s),
                anything(u"app_proxy"_s)});
}

/// §7.5
Shape artifacts()
{
    const Shape runs = map({scalar(u"date_since"_s), {u"limit"_s, of(Kind::Int), {}, false}});
    const Shape custom = map({scalar(u"component_id"_s), scalar(u"config_id"_s), scalar(u"branch_id"_s), scalar(u"date_since"_s),
                              {u"limit"_s, of(Kind::Int), {}, false}});
    return map({{u"options"_s, map({flag(u"zip"_s, "true")}), {}, false},
                {u"runs"_s, map({flag(u"enabled"_s, "false"), {u"filter"_s, runs, {}, false}}), {}, false},
                {u"custom"_s, map({flag(u"enabled"_s, "false"), {u"filter"_s, custom, {}, false}}), {}, false},
                {u"shared"_s, map({flag(u"enabled"_s, "false")}), {}, false}});
}

Shape runtime()
{
    return openMap({flag(u"safe"_s, {}),
                    scalar(u"tag"_s),
                    scalar(u"image_tag"_s),
                    anything(u"process_timeout"_s), // its own messages, see checkConfiguration
                    anything(u"parallelism"_s),
                    flag(u"use_file_storage_only"_s, {}),
                    {u"backend"_s, openMap({scalar(u"type"_s), scalar(u"context"_s)}), {}, false}});
}

} // namespace

const Shape &configurationShape()
{
    static const Shape shape = map({anything(u"parameters"_s),
                                    {u"runtime"_s, runtime(), {}, false},
                                    scalar(u"variables_id"_s),
                                    scalar(u"variables_values_id"_s),
                                    scalar(u"shared_code_id"_s),
                                    scalars(u"shared_code_row_ids"_s),
                                    anything(u"image_parameters"_s),
                                    {u"storage"_s, storage(), {}, false},
                                    {u"authorization"_s, authorization(), {}, false},
                                    scalar(u"action"_s),
                                    {u"processors"_s, processors(), {}, false},
                                    {u"artifacts"_s, artifacts(), {}, false}});
    return shape;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputtypes.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr auto base = "base"_L1;

QList<MetadataItem> hintsOf(const OutputColumn &column)
{
    QList<MetadataItem> items;
    if (const auto type = column.dataTypes.constFind(base); type != column.dataTypes.cend()) {
        items.append({u"KBC.datatype.basetype"_s, type->type});
        if (type->length)
            items.append({u"KBC.datatype.length"_s, *type->length});
        if (type->defaultValue)
            items.append({u"KBC.datatype.default"_s, *type->defaultValue});
    }
    items.append({u"KBC.datatype.nullable"_s, column.nullable ? u"1"_s : u"0"_s});
    if (column.distributionKey)
        items.append({u"KBC.datatype.distribution_key"_s, u"1"_s});
    return items;
}

} // namespace

DataTypeSupport dataTypeSupport(const QStringList &projectFeatures, const QString &configured, const QString &component)
{
    if (!projectFeatures.contains("new-native-types"_L1))
        return DataTypeSupport::None;
    const QString &level = configured.isEmpty() ? component : configured;
    if (level == "authoritative"_L1)
        return DataTypeSupport::Authoritative;
    return level == "hints"_L1 ? DataTypeSupport::Hints : DataTypeSupport::None;
}

TypedColumns typedColumns(const OutputTable &table, DataTypeSupport support, Problems *problems)
{
    TypedColumns result;
    if (support == DataTypeSupport::None) {
        if (!table.schema.isEmpty()) {
            problems->append(
                {u"schema"_s,
                 u"is not used, and the first line is read as a header: types of columns are off (project feature "
                 "new-native-types, and the component's dataTypesSupport)"_s,
                 Problem::Severity::Warning, u"O10"_s});
        }
        return result;
    }
    if (table.schema.isEmpty()) {
        problems->append({u"schema"_s, u"configuration schema is missing"_s, Problem::Severity::Error, u"O8"_s});
        return result;
    }
    QStringList untyped;
    for (const OutputColumn &column : table.schema) {
        StorageColumn stored{column.name, column.dataTypes, column.nullable, column.description.value_or(QString())};
        QList<MetadataItem> metadata = column.metadata;
        if (column.description)
            metadata.append({u"KBC.description"_s, *column.description});
        if (support == DataTypeSupport::Hints) {
            stored.dataTypes = {{base, {u"STRING"_s, {}, {}}}};
            stored.nullable = true;
            metadata += hintsOf(column);
        } else if (!column.dataTypes.contains(base)) {
            untyped.append(column.name);
        }
        result.columns.append(stored);
        if (column.primaryKey)
            result.primaryKey.append(column.name);
        if (!metadata.isEmpty())
            result.metadata.append({column.name, metadata});
    }
    if (!untyped.isEmpty())
        problems->append({u"schema"_s,
                          u"data_type.base is missing for columns: %1"_s.arg(untyped.join(u", "_s)),
                          Problem::Severity::Error,
                          u"O8"_s});
    return result;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/outputtable.h"

namespace longshore
{

/// How the declared types of columns are taken (O9).
enum class DataTypeSupport { None, Hints, Authoritative };

/// `none` unless the project has the feature `new-native-types`; else `configured`
/// (`storage.output.data_type_support`), else what the component says. Pure; any thread.
DataTypeSupport dataTypeSupport(const QStringList &projectFeatures, const QString &configured,
                                const QString &component);

/// What the types of a table's `schema` make of its load.
struct TypedColumns {
    QList<StorageColumn> columns; ///< empty: the schema is not used (O10)
    QStringList primaryKey;
    QList<std::pair<QString, QList<MetadataItem>>> metadata;

    bool operator==(const TypedColumns &) const = default;
};

/// Problems: a missing schema, columns without a type where types are authoritative (O8); a schema that is not used is
/// a warning. With hints each column is a STRING and its declared type goes to its metadata (O9). Pure; any thread.
TypedColumns typedColumns(const OutputTable &table, DataTypeSupport support, Problems *problems);

} // namespace longshore

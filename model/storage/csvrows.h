// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/columntype.h"
#include "model/storage/csvreader.h"
#include "model/storage/rowsource.h"
#include "model/storage/storage.h"

#include <vector>

namespace longshore
{

/// The rows of the sources of a load, one source after another, without their header lines.
class CsvRows : public RowSource
{
public:
    /// Opens the first source and finds the columns. Errors: those of CsvSource, BadInput.
    static Result<std::unique_ptr<CsvRows>> open(const StorageLoad &load, const StorageProgress &progress);

    const QStringList &columns() const { return m_columns; }
    /// For each column: whether NULL is refused, and what its cells must be (§6.4). An empty cell of a column that does
    /// not hold text is NULL.
    void setRules(const QList<bool> &required, const QList<ColumnType> &types);

    bool next() override;
    const std::vector<std::string_view> &row() const override { return m_reader->fields(); }
    const std::optional<Error> &error() const override { return m_error; }

    /// Rows given so far.
    qint64 count() const { return m_count; }
    /// Looks whether the load was cancelled; false sets the error.
    bool goOn();
    /// Sentences about what was read so far; each begins with the name of its file.
    QStringList warnings() const { return m_warnings + warningsOfSource(); }

private:
    CsvRows(const StorageLoad &load, const StorageProgress &progress);
    Result<void> findColumns();
    bool openSource();
    bool nextSource();
    bool skipLine();
    bool replaceNulls();
    bool checkTypes();
    bool setNull(size_t column);
    QStringList warningsOfSource() const;

    StorageLoad m_load;
    StorageProgress m_progress;
    CsvDialect m_dialect;
    std::unique_ptr<CsvReader> m_reader;
    std::vector<std::string> m_nulls;
    QList<bool> m_required;
    std::vector<std::pair<size_t, ColumnType>> m_typed; ///< columns that do not hold text
    QStringList m_columns;
    QStringList m_warnings; ///< about the sources that are done
    qsizetype m_source = 0;
    qint64 m_count = 0;
    qint64 m_doneBefore = 0; ///< bytes of the sources that were read
    qint64 m_total = 0;
    std::optional<Error> m_error;
};

} // namespace longshore

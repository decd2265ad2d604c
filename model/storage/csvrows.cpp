// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/csvrows.h"

#include "model/storage/loadplan.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 rowsPerLook = 2048;

CsvRows::CsvRows(const StorageLoad &load, const StorageProgress &progress)
    : m_load(load), m_progress(progress), m_dialect{load.delimiter, load.enclosure}
{
    for (const QString &text : load.treatAsNull)
        m_nulls.push_back(text.toStdString());
    for (const QString &path : load.sources)
        m_total += QFileInfo(path).size();
}

Result<std::unique_ptr<CsvRows>> CsvRows::open(const StorageLoad &load, const StorageProgress &progress)
{
    std::unique_ptr<CsvRows> rows(new CsvRows(load, progress));
    const QString asked = u"load into the table %1"_s.arg(load.table);
    if (const QString problem = rows->m_dialect.problem(); !problem.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, problem));
    if (load.columns.isEmpty() && load.sources.size() != 1)
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"the columns are not given, and there are %1 sources to take them from"_s.arg(load.sources.size())));
    if (!load.sources.isEmpty() && !rows->openSource())
        return fail(*rows->m_error);
    if (const Result<void> found = rows->findColumns(); !found)
        return fail(found.error());
    return rows;
}

Result<void> CsvRows::findColumns()
{
    const QString asked = u"load into the table %1"_s.arg(m_load.table);
    if (!m_load.columns.isEmpty()) {
        m_columns = m_load.columns;
    } else {
        if (!m_reader->next())
            return fail(m_reader->error().value_or(Error::make(Error::Kind::BadInput, u"read the CSV %1"_s.arg(m_load.sources[0]),
                                                               u"it is empty: not even a header line"_s)));
        for (const std::string_view name : m_reader->fields())
            m_columns.append(QString::fromUtf8(name.data(), qsizetype(name.size())));
        if (const QString problem = columnsProblem(m_columns); !problem.isEmpty())
            return fail(m_reader->errorHere(u"in the header, %1"_s.arg(problem)));
    }
    if (const QString problem = columnsProblem(m_columns); !problem.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, problem));
    if (m_reader)
        m_reader->setWidth(size_t(m_columns.size()));
    return {};
}

void CsvRows::setRules(const QList<bool> &required, const QList<ColumnType> &types)
{
    m_required = required;
    m_typed.clear();
    for (qsizetype i = 0; i < types.size(); ++i) {
        if (types[i] != ColumnType::Text)
            m_typed.emplace_back(size_t(i), types[i]);
    }
}

bool CsvRows::openSource()
{
    Result<std::unique_ptr<CsvSource>> source = CsvSource::open(m_load.sources[m_source]);
    if (!source) {
        m_error = source.error();
        return false;
    }
    m_reader = std::make_unique<CsvReader>(std::move(*source), m_dialect);
    return m_load.columns.isEmpty() || !m_load.skipHeader || skipLine();
}

/// The header that is to be ignored may have any width.
bool CsvRows::skipLine()
{
    if (!m_reader->next() && m_reader->error()) {
        m_error = m_reader->error();
        return false;
    }
    return true;
}

bool CsvRows::nextSource()
{
    m_warnings += warningsOfSource();
    m_doneBefore += m_reader->source().size();
    if (++m_source >= m_load.sources.size() || !openSource())
        return false;
    m_reader->setWidth(size_t(m_columns.size()));
    return true;
}

QStringList CsvRows::warningsOfSource() const
{
    QStringList warnings;
    if (!m_reader || m_source >= m_load.sources.size())
        return warnings;
    const QString name = QFileInfo(m_load.sources[m_source]).fileName();
    if (m_reader->sawByteOrderMark())
        warnings.append(u"%1 begins with a byte order mark, which is left out."_s.arg(name));
    if (m_reader->sawCrLf())
        warnings.append(u"%1 has CRLF line ends; LF is expected."_s.arg(name));
    return warnings;
}

bool CsvRows::goOn()
{
    if (m_error)
        return false;
    const qint64 done = m_doneBefore + (m_reader && m_source < m_load.sources.size() ? m_reader->source().position() : 0);
    if (!m_progress || m_progress(std::min(done, m_total), m_total))
        return true;
    m_error = Error::cancelled(u"load into the table %1"_s.arg(m_load.table));
    return false;
}

bool CsvRows::next()
{
    if (m_error || !m_reader || m_source >= m_load.sources.size())
        return false;
    while (!m_reader->next()) {
        m_error = m_reader->error();
        if (m_error || !nextSource())
            return false;
    }
    if (m_count++ % rowsPerLook == 0 && !goOn())
        return false;
    return (m_nulls.empty() || replaceNulls()) && (m_typed.empty() || checkTypes());
}

bool CsvRows::setNull(size_t column)
{
    std::string_view &cell = m_reader->fields()[column];
    if (qsizetype(column) >= m_required.size() || !m_required[qsizetype(column)]) {
        cell = {};
        return true;
    }
    const QString text = QString::fromUtf8(cell.data(), qsizetype(cell.size()));
    m_error = m_reader->errorHere(u"the column '%1' may not be NULL"_s.arg(m_columns[qsizetype(column)]),
                                  text.isEmpty() ? u"An empty cell of a column that does not hold text is NULL."_s
                                                 : u"'%1' was to be read as NULL."_s.arg(text));
    return false;
}

bool CsvRows::checkTypes()
{
    const std::vector<std::string_view> &cells = m_reader->fields();
    for (const auto &[column, type] : m_typed) {
        const std::string_view cell = cells[column];
        if (!cell.data() || isValueOf(type, cell))
            continue;
        if (cell.empty()) {
            if (!setNull(column))
                return false;
            continue;
        }
        const QString value = QString::fromUtf8(cell.data(), qsizetype(std::min<size_t>(cell.size(), 60)));
        m_error = Error::make(Error::Kind::BadInput, u"load into the table %1"_s.arg(m_load.table),
                              u"row %1 (line %2 of %3) has '%4' in the column '%5', which is of the type %6"_s
                                  .arg(m_count)
                                  .arg(m_reader->line())
                                  .arg(QFileInfo(m_load.sources[m_source]).fileName(), value,
                                       m_columns[qsizetype(column)], toString(type)),
                              u"Write such values, or leave the cell empty."_s);
        return false;
    }
    return true;
}

bool CsvRows::replaceNulls()
{
    const std::vector<std::string_view> &cells = m_reader->fields();
    for (size_t i = 0; i < cells.size(); ++i) {
        if (std::find(m_nulls.begin(), m_nulls.end(), cells[i]) == m_nulls.end())
            continue;
        if (!setNull(i))
            return false;
    }
    return true;
}

} // namespace longshore

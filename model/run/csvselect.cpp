// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/csvselect.h"

#include "model/storage/csvreader.h"
#include "model/storage/csvwriter.h"

#include <QFile>
#include <set>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qint64 rowsBetweenReports = 1 << 14;

QString textOf(std::string_view field)
{
    return QString::fromUtf8(field.data(), qsizetype(field.size()));
}

QStringList textsOf(const std::vector<std::string_view> &fields)
{
    QStringList texts;
    for (const std::string_view field : fields)
        texts.append(textOf(field));
    return texts;
}

/// One pass over one file.
class Selector
{
public:
    Selector(CsvReader &reader, CsvWriter &writer, const CsvSelection &selection, const StorageProgress &progress)
        : m_reader(reader)
        , m_writer(writer)
        , m_selection(selection)
        , m_progress(progress)
    {
        for (const QString &value : selection.whereValues)
            m_values.insert(value.toStdString());
    }

    Result<SelectedCsv> run();

private:
    Result<void> head();
    Result<void> body();
    Result<size_t> position(const QString &column) const;
    bool wanted(const std::vector<std::string_view> &fields) const;
    bool report() const { return !m_progress || m_progress(m_reader.source().position(), m_reader.source().size()); }

    CsvReader &m_reader;
    CsvWriter &m_writer;
    const CsvSelection &m_selection;
    const StorageProgress &m_progress;
    std::set<std::string, std::less<>> m_values;
    QStringList m_header;
    std::vector<size_t> m_columns;
    std::optional<size_t> m_where;
    SelectedCsv m_result;
};

Result<size_t> Selector::position(const QString &column) const
{
    const qsizetype at = m_header.indexOf(column);
    if (at >= 0)
        return size_t(at);
    return fail(Error::make(Error::Kind::BadInput, u"read the CSV %1"_s.arg(m_reader.source().path()),
                            u"it has no column \"%1\""_s.arg(column.left(60)), u"It has: %1."_s.arg(m_header.join(u", "_s).left(500))));
}

Result<void> Selector::head()
{
    m_header = textsOf(m_reader.fields());
    m_reader.setWidth(size_t(m_header.size()));
    m_result.columns = m_selection.columns.isEmpty() ? m_header : m_selection.columns;
    for (const QString &column : std::as_const(m_result.columns)) {
        const Result<size_t> at = position(column);
        if (!at)
            return fail(at.error());
        m_writer.field(column.toStdString());
        m_columns.push_back(*at);
    }
    m_writer.endLine();
    if (m_selection.whereColumn.isEmpty())
        return {};
    const Result<size_t> at = position(m_selection.whereColumn);
    if (!at)
        return fail(at.error());
    m_where = *at;
    return {};
}

bool Selector::wanted(const std::vector<std::string_view> &fields) const
{
    return !m_where || m_values.contains(fields[*m_where]) != m_selection.whereNot;
}

Result<void> Selector::body()
{
    const Error cancelled = Error::cancelled(u"read the CSV %1"_s.arg(m_reader.source().path()));
    const qint64 limit = m_selection.limit.value_or(std::numeric_limits<qint64>::max());
    for (qint64 read = 1; m_result.rows < limit && m_reader.next(); ++read) {
        if (read % rowsBetweenReports == 0 && !report())
            return fail(cancelled);
        const std::vector<std::string_view> &fields = m_reader.fields();
        if (!wanted(fields))
            continue;
        for (const size_t column : m_columns)
            m_writer.field(fields[column]);
        ++m_result.rows;
        if (!m_writer.endLine())
            break;
    }
    if (m_reader.error())
        return fail(*m_reader.error());
    return report() ? Result<void>() : fail(cancelled);
}

Result<SelectedCsv> Selector::run()
{
    for (const auto step : {&Selector::head, &Selector::body}) {
        if (Result<void> done = (this->*step)(); !done)
            return fail(done.error());
    }
    if (Result<void> done = m_writer.finish(); !done)
        return fail(done.error());
    m_result.bytes = m_writer.bytes();
    return m_result;
}

Error empty(const QString &path)
{
    return Error::make(Error::Kind::BadInput, u"read the CSV %1"_s.arg(path), u"it is empty: its first line must name the columns"_s);
}

} // namespace

Result<SelectedCsv> selectCsv(const QString &from, const QString &to, const CsvSelection &selection, const StorageProgress &progress)
{
    Result<std::unique_ptr<CsvSource>> source = CsvSource::open(from);
    if (!source)
        return fail(source.error());
    CsvReader reader(std::move(*source), {});
    if (!reader.next())
        return fail(reader.error() ? *reader.error() : empty(from));
    QFile file(to);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return fail(Error::make(Error::Kind::Disk, u"write %1"_s.arg(to), file.errorString()));
    CsvWriter writer(file.handle(), to);
    return Selector(reader, writer, selection, progress).run();
}

Result<CsvHead> readCsvHead(const QString &path)
{
    QFile file(path);
    CsvHead head;
    head.gzip = file.open(QIODevice::ReadOnly) && file.peek(2) == QByteArray("\x1f\x8b");
    Result<std::unique_ptr<CsvSource>> source = CsvSource::open(path);
    if (!source)
        return fail(source.error());
    CsvReader reader(std::move(*source), {});
    if (!reader.next())
        return fail(reader.error() ? *reader.error() : empty(path));
    head.columns = textsOf(reader.fields());
    head.byteOrderMark = reader.sawByteOrderMark();
    head.crLf = reader.sawCrLf();
    return head;
}

} // namespace longshore

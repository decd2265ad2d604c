// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/tablecompare.h"

#include "dockerclient/types/jsonread.h"
#include "model/storage/csvreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Wide enough that two rows of a table are not taken for one.
struct Digest {
    quint64 first = 0, second = 0;
    bool operator==(const Digest &) const = default;
    friend size_t qHash(const Digest &digest, size_t seed) { return size_t(digest.first) ^ seed; }
};

struct Columns {
    QList<size_t> key, all; ///< places in the record
};

Digest digestOf(const std::vector<std::string_view> &fields, const QList<size_t> &places)
{
    Digest digest{0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f};
    for (const size_t place : places) {
        const std::string_view field = place < fields.size() ? fields[place] : std::string_view();
        // Seeded by what came before, so that fields cannot change places or borders.
        digest.first = qHashBits(field.data(), field.size(), size_t(digest.first + field.size()));
        digest.second = qHashBits(field.data(), field.size(), size_t(digest.second ^ (field.size() << 1)));
    }
    return digest;
}

/// One table, record by record, over all its slices.
class Table
{
public:
    Table(const QString &path, const CancelToken &token) : m_path(path), m_token(token)
    {
        constexpr qint64 most = 16 << 20;
        QFile manifest(path + u".manifest"_s);
        if (manifest.open(QIODevice::ReadOnly)) {
            if (const auto json = jsonread::parse(manifest.read(most))) {
                m_columns = jsonread::texts(*json, "columns");
                m_dialect.delimiter = oneByte(jsonread::text(*json, "delimiter"), m_dialect.delimiter);
                m_dialect.enclosure = oneByte(jsonread::text(*json, "enclosure"), m_dialect.enclosure);
            }
        }
        if (QFileInfo(path).isDir()) {
            for (const QString &name : QDir(path).entryList(QDir::Files | QDir::NoSymLinks, QDir::Name))
                m_files << path + u'/' + name;
        } else {
            m_files << path;
        }
    }
    /// Reads the header when no manifest names the columns.
    Result<QStringList> columns()
    {
        if (m_columns.isEmpty()) {
            const auto first = next();
            if (!first)
                return fail(first.error());
            if (*first) {
                for (const std::string_view field : m_reader->fields())
                    m_columns << QString::fromUtf8(field.data(), qsizetype(field.size()));
            }
        }
        return m_columns;
    }
    /// False at the end.
    Result<bool> next()
    {
        for (;;) {
            if (m_token.isCancelled())
                return fail(Error::make(Error::Kind::Cancelled, u"compare tables"_s, u"cancelled"_s));
            if (m_reader && m_reader->next())
                return true;
            if (m_reader && m_reader->error())
                return fail(*m_reader->error());
            if (m_files.isEmpty())
                return false;
            auto source = CsvSource::open(m_files.takeFirst());
            if (!source)
                return fail(source.error());
            m_reader = std::make_unique<CsvReader>(std::move(*source), m_dialect);
        }
    }
    const std::vector<std::string_view> &fields() const { return m_reader->fields(); }
    Error tooLong() const
    {
        return Error::make(Error::Kind::BadInput, u"compare the rows of %1"_s.arg(m_path),
                           u"it has more than %1 rows"_s.arg(mostComparedRows));
    }

private:
    static char oneByte(const QString &text, char otherwise)
    {
        const QByteArray bytes = text.toUtf8();
        return bytes.size() == 1 ? bytes[0] : otherwise;
    }

    QString m_path;
    CancelToken m_token;
    QStringList m_columns;
    CsvDialect m_dialect;
    QStringList m_files;
    std::unique_ptr<CsvReader> m_reader;
};

Columns placesOf(const QStringList &columns, const QStringList &key, const QStringList &common)
{
    Columns places;
    for (const QString &name : common) {
        places.all << size_t(columns.indexOf(name));
        if (key.contains(name))
            places.key << places.all.last();
    }
    if (key.isEmpty())
        places.key = places.all;
    return places;
}

struct Known {
    quint64 values = 0;
    qint64 count = 0; ///< rows alike; with a key there should be one
};

Result<QHash<Digest, Known>> rowsOf(Table &table, const Columns &places)
{
    QHash<Digest, Known> rows;
    qint64 count = 0;
    for (;;) {
        const auto more = table.next();
        if (!more)
            return fail(more.error());
        if (!*more)
            return rows;
        if (++count > mostComparedRows)
            return fail(table.tooLong());
        Known &known = rows[digestOf(table.fields(), places.key)];
        known.values = digestOf(table.fields(), places.all).first;
        ++known.count;
    }
}

} // namespace

Result<TableDifference> compareTables(const QString &before, const QString &after, const QStringList &primaryKey, const CancelToken &token)
{
    Table was(before, token), is(after, token);
    const auto wasColumns = was.columns(), isColumns = is.columns();
    if (!wasColumns || !isColumns)
        return fail(wasColumns ? isColumns.error() : wasColumns.error());
    TableDifference difference;
    QStringList common;
    for (const QString &name : *isColumns)
        (wasColumns->contains(name) ? common : difference.addedColumns) << name;
    for (const QString &name : *wasColumns) {
        if (!isColumns->contains(name))
            difference.removedColumns << name;
    }
    const auto isCommon = [&common](const QString &name) { return common.contains(name); };
    difference.byKey = !primaryKey.isEmpty() && std::all_of(primaryKey.begin(), primaryKey.end(), isCommon);
    const QStringList key = difference.byKey ? primaryKey : QStringList();
    auto rows = rowsOf(was, placesOf(*wasColumns, key, common));
    if (!rows)
        return fail(rows.error());
    const Columns places = placesOf(*isColumns, key, common);
    qint64 count = 0;
    for (;;) {
        const auto more = is.next();
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        if (++count > mostComparedRows)
            return fail(is.tooLong());
        const auto known = rows->find(digestOf(is.fields(), places.key));
        if (known == rows->end() || known->count == 0)
            ++difference.added;
        else if (--known->count; known->values == digestOf(is.fields(), places.all).first)
            ++difference.same;
        else
            ++difference.changed;
    }
    for (const Known &known : std::as_const(*rows))
        difference.removed += known.count;
    return difference;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputs.h"

#include "model/component/mapping/manifest.h"
#include "model/json/json.h"
#include "model/run/outputlisting.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

qint64 countCsvRecords(const QString &path, QStringList *header, char delimiter, char enclosure)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return -1;
    QByteArray block(256 << 10, Qt::Uninitialized), field;
    qint64 records = 0;
    bool quoted = false, content = false, first = true;
    const auto endField = [&] {
        if (first && header)
            header->append(QString::fromUtf8(field));
        field.resize(0);
    };
    for (qint64 n; (n = file.read(block.data(), block.size())) > 0;) {
        for (qint64 i = 0; i < n; ++i) {
            const char c = block[i];
            if (c == enclosure) {
                // A doubled enclosure closes and opens again: for counting that is the same.
                if (first && !quoted && !field.isEmpty())
                    field += c;
                quoted = !quoted;
                content = true;
            } else if (!quoted && c == '\n') {
                records += content;
                if (content)
                    endField();
                first = first && !content;
                content = false;
            } else if (!quoted && c == delimiter) {
                endField();
                content = true;
            } else {
                if (first && c != '\r')
                    field += c;
                content = content || c != '\r';
            }
        }
    }
    if (content) {
        ++records;
        endField();
    }
    return records;
}

namespace
{

QStringList texts(const Json &object, const char *key)
{
    QStringList list;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const Json &item : *found) {
            if (item.is_string())
                list.append(toQString(item));
        }
    }
    return list;
}

char oneByte(const Json &object, const char *key, char otherwise)
{
    const auto found = object.find(key);
    const QByteArray text = found != object.end() ? toQString(*found).toUtf8() : QByteArray();
    return text.size() == 1 ? text[0] : otherwise;
}

/// Counts and names for people; what a table becomes in Storage is `planOutput`'s matter.
class Lister
{
public:
    Lister(const QString &folder, const Collected &collected, const QString &format)
        : m_listing(listOutputFolder(folder, collected.entries))
        , m_format(format)
    {
    }
    Outputs list(const Collected &collected);

private:
    Json manifest(const QHash<QByteArray, OutputEntry> &manifests, const OutputEntry &entry, const QString &folder);
    void table(const OutputEntry &entry);

    OutputListing m_listing;
    QString m_format;
    Outputs m_outputs;
};

Json Lister::manifest(const QHash<QByteArray, OutputEntry> &manifests, const OutputEntry &entry, const QString &folder)
{
    const auto found = manifests.constFind(entry.name + ".manifest");
    if (found == manifests.cend())
        return Json::object();
    const QString name = u"out/%1/%2"_s.arg(folder, found->shownName());
    const auto bytes = readOutputBytes(found->path, largestManifest);
    const auto json = bytes ? readManifest(*bytes, m_format, name) : Result<Json>(fail(bytes.error()));
    if (json && json->is_object())
        return *json;
    if (!json || !(json->is_array() && json->empty())) // PHP knows no empty object
        m_outputs.problems.append({name, json ? u"The manifest is no object."_s : json.error().sentence()});
    return Json::object();
}

void Lister::table(const OutputEntry &entry)
{
    const Json json = manifest(m_listing.tableManifests, entry, u"tables"_s);
    RunOutputTable table;
    table.source = entry.shownName();
    table.destination = toQString(json.value("destination", Json()));
    table.columns = texts(json, "columns");
    table.primaryKey = texts(json, "primary_key");
    table.bytes = entry.size;
    const bool headless = !table.columns.isEmpty(); // F22
    const char delimiter = oneByte(json, "delimiter", ','), enclosure = oneByte(json, "enclosure", '"');
    if (!entry.directory) {
        table.rows = countCsvRecords(entry.path, headless ? nullptr : &table.columns, delimiter, enclosure);
        if (!headless && table.rows > 0)
            --table.rows;
    } else {
        table.rows = 0;
        for (const OutputEntry &slice : entry.slices) {
            const qint64 rows = countCsvRecords(slice.path, nullptr, delimiter, enclosure);
            table.rows = rows < 0 || table.rows < 0 ? -1 : table.rows + rows;
        }
    }
    m_outputs.rows = table.rows < 0 || m_outputs.rows < 0 ? -1 : m_outputs.rows + table.rows;
    m_outputs.tables.append(table);
}

Outputs Lister::list(const Collected &collected)
{
    m_outputs.rows = 0;
    for (const OutputEntry &entry : std::as_const(m_listing.tables))
        table(entry);
    for (const OutputEntry &entry : std::as_const(m_listing.files))
        m_outputs.files.append({entry.shownName(), entry.size, texts(manifest(m_listing.fileManifests, entry, u"files"_s), "tags")});
    if (m_outputs.tables.isEmpty())
        m_outputs.rows = -1;
    for (const RefusedEntry &refused : collected.refused)
        m_outputs.problems.append({QString::fromUtf8(refused.name), u"Refused: %1."_s.arg(refused.reason)});
    return m_outputs;
}

} // namespace

Outputs listOutputs(const QString &folder, const Collected &collected, const QString &format)
{
    return Lister(folder, collected, format).list(collected);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputs.h"

#include "model/json/json.h"

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

class Listing
{
public:
    Listing(const QString &folder, const Collected &collected) : m_folder(folder), m_collected(collected) {}
    Outputs list();

private:
    Json manifest(const QByteArray &of);
    void table(const CollectedEntry &entry, const QByteArray &name);
    QString path(const CollectedEntry &entry) const { return m_folder + u'/' + entry.stored; }

    QString m_folder;
    const Collected &m_collected;
    Outputs m_outputs;
};

Json Listing::manifest(const QByteArray &of)
{
    const QByteArray name = of + ".manifest";
    for (const CollectedEntry &entry : m_collected.entries) {
        if (entry.name != name || entry.directory || entry.size > (16 << 20))
            continue;
        QFile file(path(entry));
        if (!file.open(QIODevice::ReadOnly))
            return Json::object();
        auto json = scanJson(file.readAll(), u"read the manifest"_s);
        if (json && json->is_object())
            return *json;
        m_outputs.problems.append({u"out/"_s + QString::fromUtf8(name), json ? u"The manifest is no JSON object."_s : json.error().sentence()});
    }
    return Json::object();
}

void Listing::table(const CollectedEntry &entry, const QByteArray &name)
{
    const Json json = manifest(entry.name);
    RunOutputTable table;
    table.source = QString::fromUtf8(name);
    table.destination = toQString(json.value("destination", Json()));
    table.columns = texts(json, "columns");
    table.primaryKey = texts(json, "primary_key");
    const bool headless = !table.columns.isEmpty(); // F22
    const char delimiter = oneByte(json, "delimiter", ','), enclosure = oneByte(json, "enclosure", '"');
    if (!entry.directory) {
        table.bytes = entry.size;
        table.rows = countCsvRecords(path(entry), headless ? nullptr : &table.columns, delimiter, enclosure);
        if (!headless && table.rows > 0)
            --table.rows;
    } else {
        table.rows = 0;
        const QByteArray prefix = entry.name + '/';
        for (const CollectedEntry &slice : m_collected.entries) {
            const QByteArray inside = slice.name.startsWith(prefix) ? slice.name.mid(prefix.size()) : QByteArray();
            if (inside.isEmpty() || inside.contains('/') || inside.startsWith('.') || slice.directory)
                continue;
            const qint64 rows = countCsvRecords(path(slice), nullptr, delimiter, enclosure);
            table.rows = rows < 0 || table.rows < 0 ? -1 : table.rows + rows;
            table.bytes += slice.size;
        }
    }
    m_outputs.rows = table.rows < 0 || m_outputs.rows < 0 ? -1 : m_outputs.rows + table.rows;
    m_outputs.tables.append(table);
}

Outputs Listing::list()
{
    m_outputs.rows = 0;
    for (const CollectedEntry &entry : m_collected.entries) {
        const qsizetype slash = entry.name.lastIndexOf('/');
        const QByteArray folder = entry.name.left(qMax<qsizetype>(slash, 0)), name = entry.name.mid(slash + 1);
        if (name.startsWith('.') || name.endsWith(".manifest"))
            continue;
        if (folder == "tables")
            table(entry, name);
        else if (folder == "files" && !entry.directory)
            m_outputs.files.append({QString::fromUtf8(name), entry.size, texts(manifest(entry.name), "tags")});
    }
    if (m_outputs.tables.isEmpty())
        m_outputs.rows = -1;
    for (const RefusedEntry &refused : m_collected.refused)
        m_outputs.problems.append({QString::fromUtf8(refused.name), u"Refused: %1."_s.arg(refused.reason)});
    return m_outputs;
}

} // namespace

Outputs listOutputs(const QString &folder, const Collected &collected)
{
    return Listing(folder, collected).list();
}

} // namespace longshore

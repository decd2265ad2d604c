// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storageoverview.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/keyvaluesection.h"
#include "ui/widgets/plainlabel.h"

#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int nameLabel = 180; // names of columns and of metadata
constexpr int mostColumns = 300;

QString timeOrNever(const QDateTime &time)
{
    return time.isValid() ? format::dateTime(time) : StorageOverview::tr("never");
}

/// "VARCHAR(255), default 'x', required"; text where nothing is said.
QString typeText(const StorageColumn &column)
{
    QStringList parts;
    const StorageDataType base = column.dataTypes.value(u"base"_s);
    if (!base.type.isEmpty())
        parts << (base.length && !base.length->isEmpty() ? u"%1(%2)"_s.arg(base.type, *base.length) : base.type);
    if (base.defaultValue)
        parts << StorageOverview::tr("default %1").arg(*base.defaultValue);
    for (auto backend = column.dataTypes.begin(); backend != column.dataTypes.end(); ++backend) {
        if (backend.key() == u"base"_s)
            continue;
        const QString length = backend->length ? u"(%1)"_s.arg(*backend->length) : QString();
        parts << u"%1: %2%3"_s.arg(backend.key(), backend->type, length);
    }
    if (parts.isEmpty())
        parts << StorageOverview::tr("text");
    if (!column.nullable)
        parts << StorageOverview::tr("required");
    return parts.join(u", "_s);
}

} // namespace

StorageOverview::StorageOverview(QWidget *parent) : OverviewArea(parent)
{
    setObjectName(u"storageOverview"_s);
    setAccessibleName(tr("Overview"));
}

void StorageOverview::finish(QVBoxLayout *column, const QString &id)
{
    const int position = id == m_shown ? verticalScrollBar()->value() : 0;
    m_shown = id;
    showPage(column, position);
}

void StorageOverview::showBucket(const StorageBucket &bucket, const QStringList &tables)
{
    QVBoxLayout *column = newPage();
    KeyValueSection *facts = addSection(column, tr("Bucket"));
    facts->addRow(tr("ID"), bucket.id, {}, TextRole::Code);
    facts->addRow(tr("Created"), timeOrNever(bucket.created));
    facts->addRow(tr("Rows"), format::count(bucket.rows), format::bytes(bucket.bytes));
    KeyValueSection *inside = addSection(column, tr("Tables"));
    inside->addWide(new ChipRow(tables, Chip::Look::Plain, inside));
    finish(column, bucket.id);
}

void StorageOverview::showTable(const StorageTable &table)
{
    QVBoxLayout *column = newPage();
    KeyValueSection *facts = addSection(column, tr("Table"));
    facts->addRow(tr("ID"), table.id, {}, TextRole::Code)->setObjectName(u"tableId"_s);
    if (!table.description.isEmpty())
        facts->addRow(tr("Description"), table.description);
    facts->addRow(tr("Rows"), format::count(table.rows), format::bytes(table.bytes));
    facts->addRow(tr("Primary key"), new ChipRow(table.primaryKey, Chip::Look::Code, facts));
    facts->addRow(tr("Types"), table.typed ? tr("native, made from a schema") : tr("none: all columns are text"));
    facts->addRow(tr("Created"), timeOrNever(table.created));
    facts->addRow(tr("Imported"), timeOrNever(table.lastImportDate));
    facts->addRow(tr("Changed"), timeOrNever(table.lastChangeDate));
    addColumns(column, table);
    addMetadata(column, table);
    finish(column, table.id);
}

void StorageOverview::addColumns(QVBoxLayout *column, const StorageTable &table)
{
    KeyValueSection *section = addSection(column, tr("Columns (%1)").arg(format::count(table.columns.size())), nameLabel);
    for (const StorageColumn &one : table.columns.mid(0, mostColumns)) {
        QStringList notes;
        if (table.primaryKey.contains(one.name))
            notes << tr("key");
        if (!one.description.isEmpty())
            notes << one.description;
        section->addRow(one.name, typeText(one), notes.join(u" · "_s));
    }
    if (table.columns.size() > mostColumns)
        section->addRow({}, tr("and %1 more").arg(format::count(table.columns.size() - mostColumns)));
}

void StorageOverview::addMetadata(QVBoxLayout *column, const StorageTable &table)
{
    if (!table.metadata.isEmpty()) {
        KeyValueSection *section = addSection(column, tr("Metadata"), nameLabel);
        for (const StorageMetadata &entry : table.metadata)
            section->addRow(entry.key, entry.value, tr("by %1, %2").arg(entry.provider, timeOrNever(entry.timestamp)));
    }
    for (auto of = table.columnMetadata.begin(); of != table.columnMetadata.end(); ++of) {
        if (of->isEmpty())
            continue;
        KeyValueSection *section = addSection(column, tr("Metadata of %1").arg(of.key()), nameLabel);
        for (const StorageMetadata &entry : *of)
            section->addRow(entry.key, entry.value, tr("by %1").arg(entry.provider));
    }
}

void StorageOverview::showFile(const StorageFile &file)
{
    QVBoxLayout *column = newPage();
    KeyValueSection *facts = addSection(column, tr("File"));
    facts->addRow(tr("ID"), QString::number(file.id), {}, TextRole::Code)->setObjectName(u"fileId"_s);
    facts->addRow(tr("Size"), format::bytes(file.bytes), file.isSliced ? tr("in slices") : QString());
    facts->addRow(tr("Tags"), new ChipRow(file.tags, Chip::Look::Plain, facts));
    facts->addRow(tr("Created"), timeOrNever(file.created));
    facts->addRow(tr("Goes"), file.expires.isValid() ? format::dateTime(file.expires) : tr("never"));
    QStringList flags;
    if (file.isPublic)
        flags << tr("public");
    if (file.isPermanent)
        flags << tr("permanent");
    if (file.isEncrypted)
        flags << tr("encrypted");
    facts->addRow(tr("Marked"), flags.isEmpty() ? format::none() : flags.join(u", "_s), tr("as the component asked; here it is a plain file"));
    addLine(facts, tr("Path"), file.path);
    finish(column, u"file "_s + QString::number(file.id));
}

} // namespace longshore

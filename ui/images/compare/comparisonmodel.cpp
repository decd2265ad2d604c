// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/compare/comparisonmodel.h"

#include "model/format.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;
using Kind = ImageDifference::Kind;

namespace
{

QString markOf(Kind kind)
{
    switch (kind) {
    case Kind::Added: return u"+ "_s;
    case Kind::Removed: return u"− "_s;
    case Kind::Changed: return u"~ "_s;
    case Kind::Unknown: return {};
    case Kind::Same: break;
    }
    return u"= "_s;
}

/// Whoever appends them owns them.
QList<QStandardItem *> itemsOf(const QStringList &texts)
{
    QList<QStandardItem *> items;
    for (const QString &text : texts) {
        items << std::make_unique<QStandardItem>(text).release();
        items.last()->setEditable(false);
    }
    return items;
}

QList<QStandardItem *> itemsOf(const ImageDifference &row)
{
    const auto shown = [&row](const QString &text) {
        const bool isListed = row.part == ImageDifference::Part::File || row.part == ImageDifference::Part::Steps;
        const QString unset = isListed || row.kind == Kind::Unknown ? format::none()
                                                                                                                    : ComparisonModel::tr("not set");
        return text.isNull() ? unset : text.isEmpty() ? ComparisonModel::tr("empty") : text;
    };
    const QList<QStandardItem *> items = itemsOf({row.name, shown(row.before), shown(row.after), markOf(row.kind) + row.words});
    for (QStandardItem *item : items) {
        item->setData(int(row.kind), ComparisonModel::KindRole);
        item->setData(row.isCode, ComparisonModel::CodeRole);
    }
    items[ComparisonModel::Before]->setData(row.before.isEmpty(), ComparisonModel::UnsetRole);
    items[ComparisonModel::After]->setData(row.after.isEmpty(), ComparisonModel::UnsetRole);
    return items;
}

} // namespace

void ComparisonModel::setComparison(const ImageComparison &comparison, bool inFull, const QString &before, const QString &after)
{
    clear();
    m_isFull = inFull;
    m_filesRow = -1;
    setHorizontalHeaderLabels({tr("Property"), before, after, tr("Difference")});
    for (const ImageDifference &row : comparison.properties) {
        if (row.part == ImageDifference::Part::Files)
            m_filesRow = rowCount();
        appendRow(itemsOf(row));
    }
    if (!inFull)
        return;
    addGroup(tr("Component"), comparison.component);
    addGroup(tr("Build steps that differ"), comparison.steps);
    addFilesGroup(comparison);
}

void ComparisonModel::setFiles(const ImageComparison &comparison)
{
    if (m_filesRow >= 0)
        removeRow(m_filesRow);
    const auto row = std::ranges::find(comparison.properties, ImageDifference::Part::Files, &ImageDifference::part);
    m_filesRow = row == comparison.properties.end() ? -1 : int(row - comparison.properties.begin());
    if (m_filesRow >= 0)
        insertRow(m_filesRow, itemsOf(*row));
    const QList<QStandardItem *> groups = findItems(tr("Files that differ"));
    for (const QStandardItem *group : groups) {
        if (!group->data(KindRole).isValid())
            removeRow(group->row());
    }
    if (m_isFull)
        addFilesGroup(comparison);
}

void ComparisonModel::addFilesGroup(const ImageComparison &comparison)
{
    addGroup(tr("Files that differ"), comparison.files);
}

void ComparisonModel::addGroup(const QString &title, const QList<ImageDifference> &rows)
{
    if (rows.isEmpty())
        return;
    const QList<QStandardItem *> group = itemsOf({title, {}, {}, format::count(rows.size())});
    for (const ImageDifference &row : rows)
        group.first()->appendRow(itemsOf(row));
    appendRow(group);
}

} // namespace longshore

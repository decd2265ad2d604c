// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/prunemodel.h"

#include "model/format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

PruneModel::PruneModel(const RemovalFacts &facts, const QHash<ImageId, QString> &formerNames, QObject *parent)
    : QAbstractTableModel(parent), m_facts(facts), m_formerNames(formerNames)
{
    QSet<ImageId> needed;
    for (const ContainerSummary &container : facts.containers)
        needed.insert(container.imageId);
    for (const ImageSummary &image : facts.images)
        needed.insert(image.parentId);
    for (const ImageSummary &image : facts.images) {
        if (!needed.contains(image.id))
            (image.repoTags.isEmpty() ? m_dangling : m_named).append(image); // a digest is what a newer pull leaves of a tag
    }
    for (QList<ImageSummary> *list : {&m_dangling, &m_named})
        std::stable_sort(list->begin(), list->end(), [](const ImageSummary &left, const ImageSummary &right) { return left.size > right.size; });
    m_rows = m_dangling;
}

void PruneModel::setAlsoNamed(bool also)
{
    const int first = int(m_dangling.size()), last = first + namedCount() - 1;
    if (m_named.isEmpty() || also == (m_rows.size() > first))
        return;
    if (also) {
        beginInsertRows({}, first, last);
        m_rows += m_named;
        endInsertRows();
    } else {
        beginRemoveRows({}, first, last);
        m_rows = m_dangling;
        endRemoveRows();
    }
    Q_EMIT chosenChanged();
}

void PruneModel::setChosen(int row, bool chosen)
{
    if (row < 0 || row >= m_rows.size())
        return;
    if (chosen)
        m_left.remove(m_rows[row].id);
    else
        m_left.insert(m_rows[row].id);
    Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
}

QList<ImageId> PruneModel::chosen() const
{
    QList<ImageId> ids;
    for (const ImageSummary &image : m_rows) {
        if (!m_left.contains(image.id))
            ids.append(image.id);
    }
    return ids;
}

FreedSpace PruneModel::freed() const
{
    return m_facts.freed(chosen());
}

RemovalPlan PruneModel::plan() const
{
    return planRemoval(m_facts, {{}, chosen()});
}

int PruneModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PruneModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString PruneModel::nameOf(const ImageSummary &image) const
{
    QStringList names;
    for (const QString &name : image.repoTags.isEmpty() ? image.repoDigests : image.repoTags)
        names.append(familiarImageName(name));
    if (!names.isEmpty())
        return names.join(u", "_s);
    const QString former = m_formerNames.value(image.id);
    return former.isEmpty() ? tr("without a name") : tr("was %1").arg(familiarImageName(former));
}

QVariant PruneModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ImageSummary &image = m_rows[index.row()];
    if (role == Qt::CheckStateRole && index.column() == Name)
        return m_left.contains(image.id) ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name: return nameOf(image);
    case Id: return image.id.shortText();
    case Created: return image.created.isValid() ? format::dateTime(image.created) : format::none();
    case Size: return format::bytes(image.size);
    default: return {};
    }
}

bool PruneModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || index.column() != Name)
        return false;
    setChosen(index.row(), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags PruneModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant PruneModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Image");
    case Id: return tr("Image ID");
    case Created: return tr("Created");
    case Size: return tr("Size");
    default: return {};
    }
}

} // namespace longshore

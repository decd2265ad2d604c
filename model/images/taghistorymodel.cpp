// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/taghistorymodel.h"

#include "model/format.h"

#include <QLocale>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// "+1.0 MB", "−2.3 MB"; nothing when one of the two is not known.
QString differenceText(qint64 before, qint64 after)
{
    if (before < 0 || after < 0)
        return {};
    if (before == after)
        return format::bytes(0);
    return (after > before ? u"+"_s : u"−"_s) + format::bytes(qAbs(after - before));
}

QString idText(const ImageId &image)
{
    return image.isEmpty() ? format::none() : image.shortText();
}

} // namespace

void TagHistoryModel::setHistory(const TagHistory &history, const QDateTime &now)
{
    m_now = now;
    if (history == m_history)
        return;
    const auto keyOf = [](const TagHistoryRow &row) { return row.move.seq; };
    const auto &fresh = history.rows;
    const qint64 first = m_history.rows.isEmpty() ? -1 : keyOf(m_history.rows.first());
    const qsizetype added = std::ranges::find(fresh, first, keyOf) - fresh.begin();
    const qsizetype kept = fresh.size() - added;
    if (added == fresh.size() || kept > m_history.rows.size()) { // another repository
        beginResetModel();
        m_history = history;
        endResetModel();
        return;
    }
    if (kept < m_history.rows.size()) {
        beginRemoveRows({}, int(kept), int(m_history.rows.size()) - 1);
        m_history.rows.resize(kept);
        endRemoveRows();
    }
    if (added > 0) {
        beginInsertRows({}, 0, int(added) - 1);
        m_history = history;
        endInsertRows();
    }
    m_history = history;
    Q_EMIT dataChanged(index(0, 0), index(int(fresh.size()) - 1, ColumnCount - 1));
}

void TagHistoryModel::setPresent(const QSet<ImageId> &images)
{
    if (images == m_present)
        return;
    m_present = images;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, PointsAt), index(rowCount() - 1, Before), {GoneRole});
}

QString TagHistoryModel::summary() const
{
    if (m_history.rows.isEmpty())
        return {};
    const int count = rowCount();
    return tr("since %1").arg(dayText(m_history.rows.last().move.when, m_now)) + u" · "_s
           + (count == 1 ? tr("1 move") : tr("%1 moves").arg(format::count(count)));
}

QString TagHistoryModel::dayText(const QDateTime &when, const QDateTime &now)
{
    const QDate day = when.toLocalTime().date();
    return QLocale().toString(day, day.year() == now.toLocalTime().date().year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString TagHistoryModel::whatText(const TagMove &move)
{
    const bool isNew = move.before.isEmpty();
    switch (move.cause) {
    case TagCause::FirstSeen: return tr("First seen");
    case TagCause::Pulled: return tr("Pulled");
    case TagCause::Built:
        if (move.tookMs >= 0)
            return tr("Built here, %1").arg(format::duration(move.tookMs));
        return isNew ? tr("Built here, new tag") : tr("Built here");
    case TagCause::Retagged: return isNew ? tr("Tagged by hand") : tr("Retagged by hand");
    case TagCause::Loaded: return tr("Loaded from archive");
    case TagCause::Imported: return tr("Imported from a file");
    case TagCause::Removed: return tr("Removed");
    case TagCause::Found: break;
    }
    if (move.image.isEmpty())
        return tr("Gone while nobody watched");
    return isNew ? tr("New while nobody watched") : tr("Moved while nobody watched");
}

int TagHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_history.rows.size());
}

int TagHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

ImageId TagHistoryModel::imageOf(const TagHistoryRow &row, int column) const
{
    return column == PointsAt ? row.move.image : column == Before ? row.move.before : ImageId();
}

QString TagHistoryModel::text(const TagHistoryRow &row, int column) const
{
    switch (column) {
    case When: return dayText(row.move.when, m_now) + u' ' + row.move.when.toLocalTime().toString(u"HH:mm"_s);
    case Tag: return row.tags.join(u", "_s);
    case PointsAt:
    case Before: return idText(imageOf(row, column));
    case Size: return differenceText(row.move.beforeSize, row.move.size);
    case What: return whatText(row.move);
    default: return {};
    }
}

QVariant TagHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TagHistoryRow &row = m_history.rows[index.row()];
    const ImageId image = imageOf(row, index.column());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole: return index.column() == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole: return index.column() == Graph ? row.tags.join(u", "_s) : text(row, index.column());
    case LanesRole: return index.column() == Graph ? QVariant::fromValue(row.lanes) : QVariant();
    case GoneRole: return !image.isEmpty() && !m_present.contains(image);
    default: return {};
    }
}

QVariant TagHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When: return tr("When");
    case Tag: return tr("Tag");
    case PointsAt: return tr("Points at");
    case Before: return tr("Before");
    case Size: return tr("Size");
    case What: return tr("What happened");
    default: return {};
    }
}

} // namespace longshore

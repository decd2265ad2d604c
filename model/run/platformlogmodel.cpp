// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/platformlogmodel.h"

#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostShown = 400; ///< characters of an event in its row

/// The event on one line; which lines it has is seen when it is chosen.
QString inOneLine(const QString &text)
{
    QString line = text.left(mostShown);
    line.replace(u'\n', u'⏎');
    return text.size() > mostShown ? line + u'…' : line;
}

qint64 bytesOf(const PlatformRecord &record)
{
    return qint64(sizeof record) + 2 * (record.text.size() + record.context.size() + record.kept.size());
}

} // namespace

void PlatformLogModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_bytes = 0;
    endResetModel();
}

void PlatformLogModel::append(const QList<PlatformRecord> &records)
{
    qsizetype count = 0;
    for (; count < records.size() && !isFull(); ++count)
        m_bytes += bytesOf(records[count]);
    if (count == 0)
        return;
    const int before = int(m_records.size());
    beginInsertRows({}, before, before + int(count) - 1);
    m_records += records.first(count);
    endInsertRows();
}

int PlatformLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int PlatformLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : TextColumn + 1;
}

QVariant PlatformLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlatformRecord &record = m_records[index.row()];
    if (role == TypeRole)
        return int(record.type);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case StageColumn: return QString::number(record.stage + 1);
    case TimeColumn: return record.time <= 0 ? QString() : QDateTime::fromMSecsSinceEpoch(record.time / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
    case TypeColumn: return toString(record.type);
    case TextColumn: return inOneLine(record.text);
    default: return {};
    }
}

QVariant PlatformLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StageColumn: return tr("Stage");
    case TimeColumn: return tr("Time");
    case TypeColumn: return tr("Type");
    case TextColumn: return tr("Event");
    default: return {};
    }
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containersmodel.h"

#include "model/containers/containerports.h"
#include "model/format.h"
#include "model/images/reference.h"
#include "model/listdiff.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

ContainersModel::ContainersModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_now(QDateTime::currentDateTimeUtc())
{
}

ContainersModel::Row ContainersModel::rowFor(const ContainerSummary &container) const
{
    const auto exit = m_exits.constFind(container.id);
    Row row{container, ContainerState::of(container, exit == m_exits.constEnd() ? nullptr : &*exit), {}, imageOf(container)};
    if (row.state.hasEnded() && exit != m_exits.constEnd() && exit->finishedAt.isValid())
        row.since = exit->finishedAt;
    else if (const qint64 seconds = ContainerStatus::parse(container.status).seconds; seconds >= 0)
        row.since = m_now.addSecs(-seconds);
    return row;
}

void ContainersModel::applySnapshot(const QList<ContainerSummary> &containers)
{
    QSet<ContainerId> present;
    for (const ContainerSummary &container : containers)
        present.insert(container.id);
    m_exits.removeIf([&](const auto &entry) { return !present.contains(entry.key()); });
    m_pending.removeIf([&](const auto &entry) { return !present.contains(entry.key()); });

    const ListDiff diff = diffLists(
        m_rows, containers,
        [](const auto &item) {
            if constexpr (std::is_same_v<std::decay_t<decltype(item)>, Row>)
                return item.summary.id;
            else
                return item.id;
        },
        [](const Row &old, const ContainerSummary &fresh) { return old.summary == fresh; });
    for (const RowRange &range : diff.removed) {
        beginRemoveRows({}, range.first, range.last);
        m_rows.remove(range.first, range.last - range.first + 1);
        endRemoveRows();
    }
    for (const RowRange &range : diff.changed) {
        for (int row = range.first; row <= range.last; ++row)
            m_rows[row] = rowFor(containers[diff.kept[row]]);
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, ColumnCount - 1));
    }
    if (!diff.inserted.isEmpty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + diff.inserted.size()) - 1);
        for (const int place : diff.inserted)
            m_rows.append(rowFor(containers[place]));
        endInsertRows();
    }
}

void ContainersModel::setExit(const ContainerId &id, const ContainerExit &exit)
{
    const int row = rowOf(id);
    if (row < 0 || (m_exits.contains(id) && m_exits.value(id) == exit))
        return;
    m_exits.insert(id, exit);
    m_rows[row] = rowFor(m_rows[row].summary);
    announce(row, State, Since);
}

void ContainersModel::setPending(const ContainerId &id, std::optional<ContainerAction> action)
{
    const int row = rowOf(id);
    if (action && row >= 0)
        m_pending.insert(id, *action);
    else if (!m_pending.remove(id))
        return;
    if (row >= 0)
        announce(row, State, State);
}

void ContainersModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Since), index(int(m_rows.size()) - 1, Created), {Qt::DisplayRole});
}

void ContainersModel::announce(int row, Column first, Column last)
{
    Q_EMIT dataChanged(index(row, first), index(row, last));
}

ContainersModel::Totals ContainersModel::totals() const
{
    const auto running = std::count_if(m_rows.begin(), m_rows.end(),
                                       [](const Row &row) { return row.state.kind == ContainerState::Kind::Running; });
    return {int(m_rows.size()), int(running)};
}

const ContainerExit *ContainersModel::exit(int row) const
{
    const auto found = m_exits.constFind(m_rows.at(row).summary.id);
    return found == m_exits.constEnd() ? nullptr : &*found;
}

std::optional<ContainerAction> ContainersModel::pending(int row) const
{
    const auto found = m_pending.constFind(m_rows.at(row).summary.id);
    return found == m_pending.constEnd() ? std::nullopt : std::optional(*found);
}

ContainerFilterSubject ContainersModel::subject(int row) const
{
    return {&m_rows.at(row).summary, m_rows.at(row).state, m_rows.at(row).image};
}

int ContainersModel::rowOf(const ContainerId &id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row &row) { return row.summary.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ContainersModel::find(const QString &text) const
{
    int byId = -1;
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].summary.names.contains(text))
            return row;
        if (byId < 0 && text.size() >= 4 && m_rows[row].summary.id.value.startsWith(text))
            byId = row;
    }
    return byId;
}

QString ContainersModel::nameOf(const ContainerSummary &container)
{
    return container.names.isEmpty() ? container.id.shortText() : container.names.constFirst();
}

QString ContainersModel::imageOf(const ContainerSummary &container)
{
    const ImageId asId = ImageId::fromEngine(container.image);
    if (asId == container.imageId || container.image.startsWith("sha256:"_L1))
        return asId.shortText();
    const Result<Reference> reference = Reference::parse(container.image);
    return reference ? reference->familiar() : container.image;
}

int ContainersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ContainersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ContainersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    case SortRole: return sortKey(row, index.column());
    case StateRole: return QVariant::fromValue(row.state);
    case PendingRole: return m_pending.contains(row.summary.id);
    case NoteRole: return note(row, index.column());
    case Qt::ToolTipRole: return fullText(row, index.column());
    default: return {};
    }
}

QString ContainersModel::text(const Row &row, int column) const
{
    const ContainerSummary &container = row.summary;
    switch (column) {
    case Name: return nameOf(container);
    case State:
        if (const auto pending = m_pending.constFind(container.id); pending != m_pending.constEnd())
            return pendingWords(*pending);
        return row.state.words();
    case Image: return row.image;
    case Since: return format::age(row.since, m_now);
    case Created: return format::age(container.created, m_now);
    case Ports: {
        const QString ports = portsText(container.ports);
        return ports.isEmpty() ? format::none() : ports;
    }
    case Command: return container.command.isEmpty() ? format::none() : container.command.simplified();
    case Id: return container.id.shortText();
    default: return {};
    }
}

QString ContainersModel::note(const Row &row, int column) const
{
    if (column == Name && row.summary.labels.contains(u"longshore.run"_s))
        return tr("run");
    return column == State && !m_pending.contains(row.summary.id) ? row.state.note() : QString();
}

QString ContainersModel::fullText(const Row &row, int column) const
{
    const ContainerSummary &container = row.summary;
    const auto exit = m_exits.constFind(container.id);
    switch (column) {
    case Name: return container.names.isEmpty() ? container.id.value : container.names.join(u'\n');
    case State:
        return stateSentence(row.state, exit == m_exits.constEnd() ? nullptr : &*exit, row.since, m_now);
    case Image: return container.image;
    case Since: return row.since.isValid() ? format::dateTime(row.since) : QString();
    case Created: return container.created.isValid() ? format::dateTime(container.created) : QString();
    case Command: return container.command;
    case Id: return container.id.value;
    default: return text(row, column);
    }
}

QVariant ContainersModel::sortKey(const Row &row, int column) const
{
    switch (column) {
    case State: // by what is up, then by exit code
        return u"%1 %2"_s.arg(int(row.state.kind), 2, 10, QChar(u'0')).arg(row.state.exitCode.value_or(0), 6, 10, QChar(u'0'));
    case Since: return row.since;
    case Created: return row.summary.created;
    case Ports: {
        const QList<PortView> ports = portViews(row.summary.ports);
        return ports.isEmpty() ? 0 : qMax(ports.constFirst().publicPort, ports.constFirst().privatePort);
    }
    case Id: return row.summary.id.value;
    default: return text(row, column);
    }
}

QVariant ContainersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == Since || section == Created;
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case State: return tr("State");
    case Image: return tr("Image");
    case Since: return tr("Since");
    case Created: return tr("Created");
    case Ports: return tr("Ports");
    case Command: return tr("Command");
    case Id: return tr("Container ID");
    default: return {};
    }
}

} // namespace longshore

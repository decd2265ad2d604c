// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imageusers.h"

#include "model/containers/containerstate.h"
#include "model/format.h"
#include "model/images/reference.h"
#include "model/jobs/jobfolders.h"
#include "model/listdiff.h"
#include "model/run/runsmodel.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostRuns = 100;

ImageUse userOf(const ContainerSummary &container)
{
    const ContainerState state = ContainerState::of(container);
    return {ImageUse::Kind::Container, container.id.value, container.names.value(0, container.id.shortText()), state.words(), container.created,
            state.isUp(), {}, state, {}};
}

QString outcomeOf(const RunSummary &run)
{
    if (!run.verdict)
        return RunsModel::stateWords(run.state);
    return run.verdict == Verdict::Success ? ImageUsersModel::tr("ok") : toWords(*run.verdict);
}

ImageUse userOf(const RunSummary &run)
{
    const QString name = run.jobName.isEmpty() ? run.id.value : run.jobName;
    return {ImageUse::Kind::Run, run.id.value, name, run.finished() ? run.verdictLine() : RunsModel::stateWords(run.state),
            run.created, !run.finished(), outcomeOf(run), {}, run.verdict};
}

/// Podman and Docker spell one name in two ways, people in more.
bool isSameReference(const QString &left, const QString &right)
{
    const Result<Reference> one = Reference::parse(left), other = Reference::parse(right);
    return one && other && *one == *other;
}

} // namespace

QList<ImageUse> usersOf(const ImageTag &tag, const QList<ContainerSummary> &containers, const QList<JobEntry> &jobs, const QList<RunSummary> &runs)
{
    QList<ImageUse> users;
    for (const ContainerSummary &container : containers) {
        if (container.imageId == tag.image)
            users.append(userOf(container));
    }
    for (const JobEntry &job : jobs) {
        if (!tag.reference.isEmpty() && isSameReference(job.image, tag.reference))
            users.append({ImageUse::Kind::Job, job.path, job.name.isEmpty() ? job.path : job.name, {}, job.modified, false, {}, {}});
    }
    int ofRuns = 0;
    for (const RunSummary &run : runs) {
        if (run.imageId == tag.image && ofRuns++ < mostRuns)
            users.append(userOf(run));
    }
    std::stable_sort(users.begin(), users.end(), [](const ImageUse &one, const ImageUse &other) {
        return one.kind != other.kind ? one.kind < other.kind : one.when > other.when;
    });
    return users;
}

void ImageUsersModel::setUsers(const QList<ImageUse> &users, const QDateTime &now)
{
    m_now = now;
    const ListDiff diff = diffLists(
        m_users, users, [](const ImageUse &user) { return user.id; }, [](const ImageUse &old, const ImageUse &fresh) { return old == fresh; });
    for (const RowRange &range : diff.removed) {
        beginRemoveRows({}, range.first, range.last);
        m_users.remove(range.first, range.last - range.first + 1);
        endRemoveRows();
    }
    for (const RowRange &range : diff.changed) {
        for (int row = range.first; row <= range.last; ++row)
            m_users[row] = users[diff.kept[row]];
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, WhenColumn));
    }
    if (!diff.inserted.isEmpty()) {
        beginInsertRows({}, int(m_users.size()), int(m_users.size() + diff.inserted.size()) - 1);
        for (const int place : diff.inserted)
            m_users.append(users[place]);
        endInsertRows();
    }
}

int ImageUsersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_users.size());
}

int ImageUsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : WhenColumn + 1;
}

QString ImageUsersModel::text(const ImageUse &user, int column) const
{
    switch (column) {
    case KindColumn:
        return user.kind == ImageUse::Kind::Container ? tr("container") : user.kind == ImageUse::Kind::Job ? tr("job") : tr("run");
    case NameColumn: return user.name;
    case StateColumn: return user.state;
    default: return format::age(user.when, m_now);
    }
}

QVariant ImageUsersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImageUse &user = m_users[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(user, index.column());
    case ContainerRole: return user.container ? QVariant::fromValue(*user.container) : QVariant();
    case VerdictRole: return user.verdict ? QVariant(int(*user.verdict)) : QVariant();
    case ActiveRole: return user.isActive;
    case SortRole: return index.column() == WhenColumn ? QVariant(user.when) : index.column() == KindColumn ? QVariant(int(user.kind)) : text(user, index.column());
    case Qt::TextAlignmentRole: return int((index.column() == WhenColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant ImageUsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == WhenColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn: return tr("What");
    case NameColumn: return tr("Name");
    case StateColumn: return tr("State");
    case WhenColumn: return tr("When");
    default: return {};
    }
}

} // namespace longshore

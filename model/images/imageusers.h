// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/verdict.h"
#include "model/containers/containerstate.h"
#include "model/images/imagegroups.h"

#include <QAbstractTableModel>
#include <optional>

namespace longshore
{

struct JobEntry;
struct RunSummary;

/// Something that uses an image: a container, stopped ones too, a job that names it, or a run that was made of it.
struct ImageUse {
    enum class Kind { Container, Job, Run };

    Kind kind = Kind::Container;
    QString id; ///< container id, the job's path, run id
    QString name = {};
    QString state = {}; ///< in words; empty for a job
    QDateTime when = {}; ///< made, changed, begun
    bool isActive = false; ///< a process of it lives
    QString outcome = {};  ///< of a run, in a word or two: "ok", "user error", "running"
    std::optional<ContainerState> container = {}; ///< of a container
    std::optional<Verdict> verdict = {};          ///< of a run that ended

    bool operator==(const ImageUse &) const = default;
};

/// Who uses the image of `tag`: containers by its id, runs by its id, jobs by the reference they name. Containers
/// first, then jobs, then runs; of each the newest first, of runs a hundred.
QList<ImageUse> usersOf(const ImageTag &tag, const QList<ContainerSummary> &containers, const QList<JobEntry> &jobs, const QList<RunSummary> &runs);

/// The table of the Used by tab. A fresh list becomes row operations.
class ImageUsersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { KindColumn, NameColumn, StateColumn, WhenColumn };
    enum Role {
        ContainerRole = Qt::UserRole, ///< ContainerState, of a container
        VerdictRole,                  ///< Verdict as int, of a run that ended
        ActiveRole,                   ///< bool: a process of it lives
        SortRole
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setUsers(const QList<ImageUse> &users, const QDateTime &now);
    const ImageUse &at(int row) const { return m_users.at(row); }
    bool isEmpty() const { return m_users.isEmpty(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ImageUse &user, int column) const;

    QList<ImageUse> m_users;
    QDateTime m_now;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerports.h"
#include "model/containers/containersmodel.h"

#include <QUrl>

class QAction;

namespace longshore
{

/// The actions on the chosen containers, with their keys. The page says what they do.
struct ContainerActions {
    /// `owner` takes the actions.
    explicit ContainerActions(QWidget *owner);

    QAction *start;
    QAction *stop;
    QAction *stopWithin;
    QAction *restart;
    QAction *pause; ///< or resume, when all chosen ones are paused
    QAction *kill;
    QAction *rename;
    QAction *remove;
    QAction *open;
    QAction *copyName;
    QAction *copyId;
    QAction *copyRunLine;
    QAction *useAsJob;
    QAction *refresh;

    /// Enables what makes sense for these rows of `model`, and words it. `url`: of the first port a browser can open.
    void update(const ContainersModel &model, const QList<int> &rows, const QUrl &url);
    /// Whether `pause` resumes.
    bool resumes() const { return m_resumes; }

    /// In the order of the menus; nullptr = separator.
    QList<QAction *> all() const;
    /// Those whose keys belong to the list: Del, F2, Ctrl+C.
    QList<QAction *> ofTheList() const { return {rename, remove, copyName, copyId}; }

    /// What each action takes part in: a start of one that is up makes no sense.
    static bool canStart(const ContainerState &state) { return !state.isUp() && state.kind != ContainerState::Kind::Removing; }
    static bool canStop(const ContainerState &state) { return state.isUp(); }
    static bool canPause(const ContainerState &state) { return state.kind == ContainerState::Kind::Running; }
    static bool canResume(const ContainerState &state) { return state.kind == ContainerState::Kind::Paused; }

private:
    bool m_resumes = false;
};

} // namespace longshore

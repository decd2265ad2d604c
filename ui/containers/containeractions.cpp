// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containeractions.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ContainerActions", text);
}

QAction *make(QWidget *owner, const QString &name, const QString &text, const QString &icon, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(Icons::get(icon), text, owner);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

} // namespace

ContainerActions::ContainerActions(QWidget *owner)
    : start(make(owner, u"startContainer"_s, tr("Start"), u"media-playback-start"_s, {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}))
    , stop(make(owner, u"stopContainer"_s, tr("Stop"), u"media-playback-stop"_s, {Qt::CTRL | Qt::Key_Period}))
    , stopWithin(make(owner, u"stopContainerWithin"_s, tr("Stop within…"), u"media-playback-stop"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_Period}))
    , restart(make(owner, u"restartContainer"_s, tr("Restart"), u"view-refresh"_s, {Qt::CTRL | Qt::Key_R}))
    , pause(make(owner, u"pauseContainer"_s, tr("Pause"), u"media-playback-pause"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_P}))
    , kill(make(owner, u"killContainer"_s, tr("Kill…"), u"dialog-close"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_K}))
    , rename(make(owner, u"renameContainer"_s, tr("Rename…"), u"tag"_s, {Qt::Key_F2}))
    , remove(make(owner, u"removeContainer"_s, tr("Remove…"), u"edit-delete"_s, {QKeySequence::Delete}))
    , open(make(owner, u"openPort"_s, tr("Open in browser"), u"go-next"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_O}))
    , copyName(make(owner, u"copyContainerName"_s, tr("Copy name"), u"edit-copy"_s, QKeySequence::keyBindings(QKeySequence::Copy)))
    , copyId(make(owner, u"copyContainerId"_s, tr("Copy container ID"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_C}))
    , copyRunLine(make(owner, u"copyRunLine"_s, tr("Copy docker run line"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_D}))
    , useAsJob(make(owner, u"useAsJob"_s, tr("Use as job"), u"view-form"_s, {Qt::CTRL | Qt::Key_J}))
    , refresh(make(owner, u"refreshContainers"_s, tr("Refresh"), u"view-refresh"_s, {}))
{
    for (QAction *action : ofTheList())
        action->setShortcutContext(Qt::WidgetShortcut);
}

QList<QAction *> ContainerActions::all() const
{
    return {start,  stop,   stopWithin, restart, pause,       kill,    nullptr, open,   copyName,
            copyId, copyRunLine, useAsJob, nullptr, rename, remove, nullptr, refresh};
}

void ContainerActions::update(const ContainersModel &model, const QList<int> &rows, const QUrl &url)
{
    const auto any = [&](bool (*can)(const ContainerState &)) {
        return std::any_of(rows.begin(), rows.end(), [&](int row) { return can(model.state(row)); });
    };
    start->setEnabled(any(canStart));
    for (QAction *action : {stop, stopWithin, kill})
        action->setEnabled(any(canStop));
    for (QAction *action : {restart, remove, copyName, copyId})
        action->setEnabled(!rows.isEmpty());
    rename->setEnabled(rows.size() == 1);
    m_resumes = any(canResume) && !any(canPause);
    pause->setEnabled(any(canPause) || any(canResume));
    pause->setText(m_resumes ? tr("Resume") : tr("Pause"));
    pause->setIcon(Icons::get(m_resumes ? u"media-playback-start"_s : u"media-playback-pause"_s));
    open->setEnabled(rows.size() == 1 && !url.isEmpty());
    open->setText(open->isEnabled() ? tr("Open port %1 in browser").arg(url.port()) : tr("Open in browser"));
    copyRunLine->setEnabled(rows.size() == 1);
    useAsJob->setEnabled(rows.size() == 1);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runactions.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::RunActions", text);
}

QAction *make(QWidget *owner, const QString &name, const QString &text, const QString &icon, const QKeySequence &keys = {})
{
    auto *action = new QAction(Icons::get(icon), text, owner);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(action);
    return action;
}

} // namespace

RunActions::RunActions(QWidget *owner)
    : open(make(owner, u"openRun"_s, tr("Open run"), u"view-history"_s))
    , stop(make(owner, u"stopCurrentRun"_s, tr("Stop run"), u"media-playback-stop"_s, Qt::CTRL | Qt::Key_Period))
    , again(make(owner, u"runCurrentAgain"_s, tr("Run again"), u"media-playback-start"_s, Qt::CTRL | Qt::Key_R))
    , edit(make(owner, u"editAndRunAgain"_s, tr("Edit and run again…"), u"view-form"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_R))
    , compare(make(owner, u"compareRun"_s, tr("Compare with…"), u"vcs-diff"_s, Qt::CTRL | Qt::Key_D))
    , snapshot(make(owner, u"saveStageSnapshot"_s, tr("Save stage snapshot…"), u"document-save"_s))
    , exportCapsule(make(owner, u"exportCapsule"_s, tr("Export run as zip…"), u"document-export"_s, Qt::CTRL | Qt::Key_E))
{
}

void RunActions::update(const RunSummary &run)
{
    const bool isRun = !run.id.isEmpty();
    for (QAction *action : {open, again, edit, compare, snapshot})
        action->setEnabled(isRun);
    stop->setEnabled(isRun && !run.finished());
    exportCapsule->setEnabled(isRun && run.finished()); // until then its files change
}

QList<QAction *> RunActions::all() const
{
    return {open, stop, nullptr, again, edit, compare, nullptr, snapshot, exportCapsule};
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsactions.h"

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
    return QCoreApplication::translate("longshore::JobsActions", text);
}

QAction *make(QWidget *owner, const QString &name, const QString &text, const QString &icon, const QKeySequence &key = {},
              Qt::ShortcutContext context = Qt::WidgetWithChildrenShortcut)
{
    auto *action = new QAction(Icons::get(icon), text, owner);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(context);
    return action;
}

} // namespace

JobsActions::JobsActions(QWidget *owner)
    : create(make(owner, u"newJob"_s, tr("New job…"), u"document-new"_s, QKeySequence::New))
    , openFolder(make(owner, u"openComponentFolder"_s, tr("Open a component’s folder…"), u"folder-open"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_O))
    , paste(make(owner, u"pasteJob"_s, tr("Paste a docker run line"), u"edit-paste"_s, QKeySequence::Paste, Qt::WidgetShortcut))
    , schemaLab(make(owner, u"schemaLab"_s, tr("Schema lab…"), u"view-form"_s))
    , open(make(owner, u"openListedJob"_s, tr("Open"), u"view-form"_s))
    , run(make(owner, u"runListedJob"_s, tr("Run"), u"media-playback-start"_s, Qt::CTRL | Qt::Key_R))
    , overTags(make(owner, u"runJobOverTags"_s, tr("Run over tags…"), u"tag"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_R))
    , duplicate(make(owner, u"duplicateJob"_s, tr("Duplicate"), u"edit-copy"_s, Qt::CTRL | Qt::Key_D))
    , rename(make(owner, u"renameJob"_s, tr("Rename…"), u"tag"_s, Qt::Key_F2, Qt::WidgetShortcut))
    , remove(make(owner, u"removeJob"_s, tr("Remove…"), u"edit-delete"_s, QKeySequence::Delete, Qt::WidgetShortcut))
    , reveal(make(owner, u"revealJob"_s, tr("Show in its folder"), u"folder-open"_s))
    , workspace(make(owner, u"chooseWorkspace"_s, tr("Choose the folder for jobs…"), u"folder-open"_s))
{
    openFolder->setStatusTip(tr("builds it, reads its schema"));
    paste->setStatusTip(tr("the form fills itself"));
}

QList<QAction *> JobsActions::all() const
{
    return {open, run, overTags, nullptr, create, openFolder, paste, schemaLab, nullptr, duplicate, rename, reveal, nullptr, remove, nullptr, workspace};
}

void JobsActions::update(bool chosen, bool readable)
{
    for (QAction *action : {open, remove, reveal})
        action->setEnabled(chosen);
    for (QAction *action : {run, overTags, duplicate, rename})
        action->setEnabled(chosen && readable);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storageactions.h"

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
    return QCoreApplication::translate("longshore::StorageActions", text);
}

QAction *make(QWidget *owner, const QString &name, const QString &text, const QString &icon, const QList<QKeySequence> &keys,
              Qt::ShortcutContext context = Qt::WidgetWithChildrenShortcut)
{
    auto *action = new QAction(Icons::get(icon), text, owner);
    action->setObjectName(name);
    action->setShortcuts(keys);
    action->setShortcutContext(context);
    return action;
}

} // namespace

StorageActions::StorageActions(QWidget *owner)
    : importCsv(make(owner, u"importCsv"_s, tr("Import CSV…"), u"document-import"_s, {Qt::CTRL | Qt::Key_I}))
    , exportCsv(make(owner, u"exportCsv"_s, tr("Export CSV…"), u"document-export"_s, {Qt::CTRL | Qt::Key_E}))
    , saveFile(make(owner, u"saveStoredFile"_s, tr("Save file…"), u"document-save"_s, {Qt::CTRL | Qt::Key_S}))
    , drop(make(owner, u"dropFromStorage"_s, tr("Drop…"), u"edit-delete"_s, {QKeySequence::Delete}, Qt::WidgetShortcut))
    , copyId(make(owner, u"copyStorageId"_s, tr("Copy ID"), u"edit-copy"_s, QKeySequence::keyBindings(QKeySequence::Copy), Qt::WidgetShortcut))
    , copyPath(make(owner, u"copyStoredPath"_s, tr("Copy path of the file"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_C}, Qt::WidgetShortcut))
    , refresh(make(owner, u"refreshStorage"_s, tr("Refresh"), u"view-refresh"_s, {}))
{
}

QList<QAction *> StorageActions::all() const
{
    return {importCsv, exportCsv, saveFile, nullptr, copyId, copyPath, nullptr, drop, nullptr, refresh};
}

void StorageActions::update(const Chosen &chosen)
{
    exportCsv->setEnabled(chosen.table);
    saveFile->setEnabled(chosen.file);
    copyPath->setEnabled(chosen.file);
    drop->setEnabled(chosen.bucket || chosen.table || chosen.file);
    copyId->setEnabled(drop->isEnabled());
    drop->setText(chosen.table ? tr("Drop table…") : chosen.bucket ? tr("Drop bucket…") : chosen.file ? tr("Drop file…") : tr("Drop…"));
}

} // namespace longshore

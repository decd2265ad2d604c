// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagefilespane.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QTreeView>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

void askForPlace(QWidget *parent, const QString &title, const QString &name, const std::function<void(const QString &)> &take)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(u"exportFilesDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, take);
    dialog->open();
}

} // namespace

void ImageFilesPane::copyPath()
{
    if (const ImageFileRow *row = m_model.row(m_tree->currentIndex()))
        QGuiApplication::clipboard()->setText(u'/' + QString::fromUtf8(m_model.index()->pathOf(row->node)));
}

/// What is chosen now: another image may be shown when the place is known.
void ImageFilesPane::chooseExport()
{
    if (!m_image || !m_model.index())
        return;
    ImageExport what;
    what.row.kind = LayerEntry::Kind::Folder; // the root
    what.view = m_view;
    what.layer = m_model.layer();
    QString name = m_image->name.section(u'/', -1).replace(u':', u'-');
    if (const ImageFileRow *chosen = m_model.row(m_tree->currentIndex())) {
        what.row = *chosen;
        name = QString::fromUtf8(safeFileName(chosen->name.mid(chosen->name.lastIndexOf('/') + 1)));
    }
    askForPlace(this, what.row.isFolder() ? tr("Export a folder as") : tr("Export a file as"), name, [this, what, image = *m_image](const QString &target) {
        ImageExport placed = what;
        placed.target = target;
        m_files.exportTo(image.id, image.name, placed);
    });
}

void ImageFilesPane::chooseList()
{
    if (!m_image || !m_model.index())
        return;
    askForPlace(this, tr("Export the list of files"), u"files.csv"_s, [this, image = *m_image, view = m_view, layer = m_model.layer()](const QString &target) {
        m_files.exportList(image.id, image.name, view, layer, target);
    });
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagefilespane.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QTreeView>
#include <array>

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

void ImageFilesPane::chooseExport()
{
    if (!m_model.index())
        return;
    ImageFileRow row;
    row.kind = LayerEntry::Kind::Folder; // the root
    QString name = m_image->name.section(u'/', -1).replace(u':', u'-');
    if (const ImageFileRow *chosen = m_model.row(m_tree->currentIndex())) {
        row = *chosen;
        name = QString::fromUtf8(safeFileName(row.name.mid(row.name.lastIndexOf('/') + 1)));
    }
    askForPlace(this, row.isFolder() ? tr("Export a folder as") : tr("Export a file as"), name, [this, row](const QString &target) { exportTo(row, target); });
}

void ImageFilesPane::chooseList()
{
    if (!m_model.index())
        return;
    askForPlace(this, tr("Export the list of files"), u"files.csv"_s, [this, image = *m_image, view = m_view, layer = m_model.layer()](const QString &target) {
        m_files.exportList(image.id, image.name, view, layer, target);
    });
}

void ImageFilesPane::hideMarks()
{
    constexpr std::array marks{LayerMark::Added, LayerMark::Changed, LayerMark::Removed, LayerMark::Same};
    QSet<LayerMark> hidden;
    for (size_t i = 0; i < marks.size(); ++i) {
        if (!m_marks[qsizetype(i)]->isChecked())
            hidden.insert(marks[i]);
    }
    m_model.setHidden(hidden);
    openFirst();
}

void ImageFilesPane::exportTo(const ImageFileRow &row, const QString &target)
{
    if (!m_image || !m_model.index())
        return;
    ImageExport what;
    what.row = row;
    what.view = m_view;
    what.layer = m_model.layer();
    what.target = target;
    m_files.exportTo(m_image->id, m_image->name, what);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagefilespane.h"

#include "model/format.h"
#include "ui/images/files/readingpanel.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int passing = 400; ///< ms in which somebody goes on to the next image

} // namespace

ImageFilesPane::ImageFilesPane(ImageFiles &files, Scope scope, QWidget *parent)
    : QWidget(parent), m_files(files), m_scope(scope), m_view(scope == Scope::Image ? FilesView::Merged : FilesView::Layer), m_stack(new QStackedLayout(this))
{
    setObjectName(scope == Scope::Image ? u"imageFiles"_s : u"layerFiles"_s);
    makeActions();
    m_reading = new ReadingPanel(this);
    m_states = new StatePage(makeContent(), this);
    m_stack->addWidget(m_states);
    m_stack->addWidget(m_reading);
    m_passing.setSingleShot(true);
    m_passing.setInterval(passing);
    connect(&m_passing, &QTimer::timeout, this, &ImageFilesPane::readIfSeen);
    connect(&m_files, &ImageFiles::opened, this, [this](const ImageId &image) {
        if (m_image && m_image->id == image && m_begun)
            showIndex();
    });
    connect(&m_files, &ImageFiles::failed, this, [this](const ImageId &image, const Error &error) {
        if (m_image && m_image->id == image && m_begun)
            showProblem(error);
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImageFilesPane::preview);
    connect(m_filter, &FilterField::textChanged, this, &ImageFilesPane::search);
}

std::shared_ptr<const ImageIndex> ImageFilesPane::index() const
{
    return m_image ? m_files.index(m_image->id) : nullptr;
}

void ImageFilesPane::setImage(const std::optional<ShownImage> &image)
{
    if (image == m_image && (m_begun || !isVisible()))
        return;
    if (m_image && (!image || image->id != m_image->id)) {
        if (Task *task = m_files.reading(m_image->id); task && m_begun)
            task->cancel(); // nobody looks at it any more
        m_passing.stop();
        m_begun = false;
        m_layer = -1;
        m_number = 0;
        m_model.setView(nullptr, m_view, 0);
        m_filter->setText({});
        m_files.stopHead();
    }
    m_image = image;
    if (isVisible())
        begin();
}

void ImageFilesPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    begin();
}

/// An image that is looked at is read, once. One that was cancelled or failed waits to be asked for.
void ImageFilesPane::begin()
{
    if (!m_image || m_begun)
        return;
    m_begun = true;
    if (m_files.openKept(m_image->id))
        return showIndex();
    if (m_files.reading(m_image->id))
        return read();
    showNothing();
    m_states->showLoading();
    m_passing.start();
}

void ImageFilesPane::readIfSeen()
{
    if (isVisible())
        read();
    else
        m_begun = false;
}

void ImageFilesPane::read()
{
    if (!m_image)
        return;
    m_passing.stop();
    showNothing();
    m_files.open(m_image->id, m_image->name, m_image->size);
    Task *task = m_files.reading(m_image->id);
    m_reading->setTask(task);
    m_stack->setCurrentWidget(task ? static_cast<QWidget *>(m_reading) : m_states);
    if (!task)
        m_states->showLoading();
}

void ImageFilesPane::showNothing()
{
    m_stack->setCurrentWidget(m_states);
    m_model.setView(nullptr, m_view, 0);
    Q_EMIT indexChanged();
}

void ImageFilesPane::showIndex()
{
    m_reading->setTask(nullptr);
    m_stack->setCurrentWidget(m_states);
    Q_EMIT indexChanged();
    showView();
}

void ImageFilesPane::showProblem(const Error &error)
{
    m_passing.stop();
    m_reading->setTask(nullptr);
    m_stack->setCurrentWidget(m_states);
    if (error.kind == Error::Kind::Cancelled)
        m_states->showEmpty({u"view-list-tree"_s, tr("The files were not read"),
                             tr("Reading an image of %1 takes its time; it is done once for each image.").arg(format::bytes(m_image->size)), m_read, {}, {}});
    else
        m_states->showError(tr("The files of this image could not be read"), error, m_read);
}

void ImageFilesPane::setLayer(int layer, int number)
{
    if (layer == m_layer && number == m_number && m_model.index() == index())
        return;
    m_layer = layer;
    m_number = number;
    if (index() && m_begun)
        showView();
}

void ImageFilesPane::showView()
{
    const auto known = index();
    if (!known)
        return;
    m_searching.cancel();
    m_title->setText(m_scope == Scope::Image || !isShownLayer()  ? tr("Files")
                     : m_view == FilesView::Layer ? tr("Files in layer %1").arg(m_number)
                                                  : tr("Files up to layer %1").arg(m_number));
    if (m_scope == Scope::ChosenLayer && m_number == 0)
        return m_states->showLoading(); // until the steps are known
    if (!isShownLayer() || known->layers().isEmpty()) {
        m_model.setView(nullptr, m_view, 0);
        m_states->showEmpty({u"view-list-tree"_s, m_scope == Scope::Image ? tr("This image has no files") : tr("No files"),
                             m_scope == Scope::Image ? tr("It has no layers.") : tr("This step changed metadata only. Choose one that has a size."), nullptr, {}, {}});
        return;
    }
    m_states->showContent();
    m_model.setFilter({});
    m_model.setView(known, m_view, m_scope == Scope::Image ? known->topLayer() : m_layer);
    m_tree->setColumnHidden(ImageFilesModel::ChangeColumn, m_scope == Scope::Image);
    m_tree->setColumnHidden(ImageFilesModel::LayerColumn, m_view == FilesView::Layer);
    tell();
    m_previewed.reset();
    m_unfiltered = {};
    if (m_filter->text().isEmpty())
        openFirst();
    else
        search();
    preview();
}

/// What a layer did is deep in folders of others.
void ImageFilesPane::openFirst()
{
    if (m_view == FilesView::Layer)
        m_tree->expandToDepth(1);
}

void ImageFilesPane::tell()
{
    m_facts->setText(m_scope == Scope::Image ? imageFacts() : layerFacts());
    if (m_scope != Scope::Image)
        return;
    constexpr int most = 12;
    QStringList wasted;
    for (const ImageIndex::WastedFile &file : index()->wastedFiles(most))
        wasted << tr("%1 in %2 copies: /%3").arg(format::bytes(file.size), QString::number(file.copies), QString::fromUtf8(file.path).replace(u'\n', u' '));
    if (!wasted.isEmpty())
        wasted.prepend(tr("Written in more than one layer, or removed in a later one:"));
    setPlainToolTip(m_facts, wasted.join(u'\n'));
}

QString ImageFilesPane::layerFacts() const
{
    const ImageIndex::Layer layer = index()->layers().value(m_layer);
    if (m_view == FilesView::Merged)
        return format::bytes(index()->mergedSize(m_layer));
    QStringList parts;
    if (layer.added > 0)
        parts << tr("%1 added").arg(format::count(layer.added));
    if (layer.changed > 0)
        parts << tr("%1 changed").arg(format::count(layer.changed));
    if (layer.removed > 0)
        parts << tr("%1 removed").arg(format::count(layer.removed));
    return parts.isEmpty() ? tr("nothing changed") : parts.join(u" · "_s);
}

QString ImageFilesPane::imageFacts() const
{
    const auto known = index();
    const ImageIndex::Waste waste = known->waste();
    QStringList parts{format::bytes(known->mergedSize(known->topLayer()))};
    parts << tr("efficiency %1 %").arg(QLocale().toString(waste.efficiency * 100, 'f', waste.efficiency > 0.9995 ? 0 : 1));
    if (waste.files > 0)
        parts << (waste.files == 1 ? tr("%1 in copies of 1 file").arg(format::bytes(waste.size))
                                   : tr("%1 in copies of %2 files").arg(format::bytes(waste.size), format::count(waste.files)));
    return parts.join(u" · "_s);
}

void ImageFilesPane::preview()
{
    const QModelIndex current = m_tree->currentIndex();
    const ImageFileRow *row = m_model.row(current);
    m_export->setText(row ? tr("Export %1…").arg(withoutMnemonic(QString::fromUtf8(row->name))) : tr("Export all…"));
    m_export->setEnabled(m_model.index() && (!row || row->kind == LayerEntry::Kind::File || row->kind == LayerEntry::Kind::Hardlink || (row->isFolder() && row->mark != LayerMark::Removed)));
    m_copyPath->setEnabled(row);
    if (row && m_previewed == *row)
        return;
    m_previewed = row ? std::optional(*row) : std::nullopt;
    if (!row) {
        m_files.stopHead();
        return m_preview->clear(tr("Choose a file to look at it."));
    }
    if (row->isFolder()) {
        m_files.stopHead();
        return m_preview->clear(tr("A folder. Choose a file to look at it."));
    }
    if (row->kind == LayerEntry::Kind::Special) {
        m_files.stopHead();
        return m_preview->clear(tr("A device or the like; it is not opened."));
    }
    m_preview->clear(row->isLatest ? tr("Reading…") : tr("Reading the image again for this version of the file…"));
    const int layer = m_view == FilesView::Layer ? row->layer : m_model.layer();
    m_files.readHead(m_image->id, *row, layer, m_preview, [this, name = QString::fromUtf8(row->name)](const Result<FileHead> &head) {
        m_preview->show(name, [name, head]() -> Result<FilePreview> {
            return head ? makePreview(name, *head) : Result<FilePreview>(fail(head.error()));
        });
    });
}

} // namespace longshore

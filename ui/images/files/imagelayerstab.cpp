// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagelayerstab.h"

#include "model/images/imagetreemodel.h"
#include "ui/images/files/layerdelegate.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QHeaderView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Of every other image that was inspected, each once and by one of its names, however the list is grouped.
QMap<QString, QStringList> layersOfOthers(const ImageTreeModel &images, const ImageId &own)
{
    QMap<QString, QStringList> layers;
    QSet<ImageId> seen{own};
    const std::function<void(const QModelIndex &)> visit = [&](const QModelIndex &parent) {
        for (int row = 0; row < images.rowCount(parent); ++row) {
            const QModelIndex index = images.index(row, 0, parent);
            const ImageTag *tag = images.tag(index);
            const ImageDetails *details = tag && !seen.contains(tag->image) ? images.details(tag->image) : nullptr;
            if (details) {
                seen.insert(tag->image);
                layers.insert(tag->reference.isEmpty() ? tag->image.shortText() : tag->reference, details->layers);
            }
            visit(index);
        }
    };
    visit({});
    return layers;
}

} // namespace

std::optional<ShownImage> shownImage(const ImageTreeModel &images, const std::optional<ImageTag> &tag)
{
    const ImageSummary *summary = tag ? images.summary(tag->image) : nullptr;
    if (!summary)
        return {};
    return ShownImage{tag->image, tag->reference.isEmpty() ? tag->image.shortText() : tag->reference, qMax<qint64>(summary->size, 0)};
}

ImageLayersTab::ImageLayersTab(ImageFiles &files, const ImageTreeModel &images, QWidget *parent) : ImageTab(parent), m_files(files), m_images(images)
{
    setObjectName(u"imageLayersTab"_s);
    m_again = new QAction(Icons::get(u"view-refresh"_s), tr("Try again"), this);
    connect(m_again, &QAction::triggered, this, [this] { m_files.readHistory(m_image->id); });
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"layersSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    m_pane = new ImageFilesPane(files, ImageFilesPane::Scope::ChosenLayer, splitter);
    splitter->addWidget(m_pane);
    splitter->setSizes({320, 340});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(splitter);
    connect(&m_files, &ImageFiles::historyRead, this, &ImageLayersTab::historyRead);
    connect(&m_files, &ImageFiles::historyFailed, this, [this](const ImageId &image, const Error &error) {
        if (m_image && m_image->id == image && !m_isKnown)
            m_states->showError(tr("The history of this image could not be read"), error, m_again);
    });
    connect(m_pane, &ImageFilesPane::indexChanged, this, &ImageLayersTab::showSteps);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImageLayersTab::showChosen);
}

QWidget *ImageLayersTab::makeList()
{
    m_list = new QTreeView(this);
    m_list->setObjectName(u"layersList"_s);
    m_list->setAccessibleName(tr("Layers of the image"));
    setUpTree(m_list);
    m_list->setRootIsDecorated(false);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new LayerDelegate(m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ImageLayersModel::InstructionColumn, QHeaderView::Stretch);
    setColumnWidths(m_list, {{ImageLayersModel::NumberColumn, u"999"_s}, {ImageLayersModel::SizeColumn, u"999.9 MB"_s}, {ImageLayersModel::SharedColumn, tr("metadata only")}});
    m_list->setColumnWidth(ImageLayersModel::BarColumn, LayerDelegate::barWidth + 2 * metrics::gap);
    m_states = new StatePage(m_list, this);
    return m_states;
}

QString ImageLayersTab::title() const
{
    return tr("Layers");
}

void ImageLayersTab::showImage(const std::optional<ImageTag> &tag)
{
    const std::optional<ShownImage> image = shownImage(m_images, tag);
    if (!image || !m_image || image->id != m_image->id) {
        m_isKnown = false;
        m_history.clear();
        m_model.setLayers({});
        m_states->showLoading();
        if (image)
            m_files.readHistory(image->id);
    }
    m_image = image;
    m_pane->setImage(image);
    showSteps(); // what other images share may be new
}

void ImageLayersTab::historyRead(const ImageId &image, const QList<ImageHistoryEntry> &history)
{
    if (!m_image || m_image->id != image)
        return;
    m_history = history;
    m_isKnown = true;
    if (history.isEmpty())
        m_states->showEmpty({u"view-history"_s, tr("No history"), tr("The engine tells no steps of this image."), nullptr, {}, {}});
    else
        m_states->showContent();
    showSteps();
}

void ImageLayersTab::showSteps()
{
    if (!m_isKnown || !m_image)
        return;
    const ImageDetails *details = m_images.details(m_image->id);
    const QStringList layers = details ? details->layers : QStringList();
    const auto index = m_pane->index();
    const int before = m_list->currentIndex().row();
    m_model.setLayers(joinLayers(m_history, layers, index ? index->steps() : QList<ImageStep>(), sharersOf(layers, layersOfOthers(m_images, m_image->id))));
    if (before < 0 && m_model.rowCount() > 0) {
        const int own = index ? m_model.rowOf(index->topLayer()) : m_model.rowOf(int(layers.size()) - 1);
        m_list->setCurrentIndex(m_model.index(qMax(own, 0), 0));
    }
    showChosen();
}

void ImageLayersTab::showChosen()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_pane->setLayer(m_model.at(current.row()).layer, m_model.at(current.row()).number);
}

} // namespace longshore

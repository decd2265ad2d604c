// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagetreeview.h"

#include "model/images/imagesortfilter.h"
#include "ui/images/imagetreedelegate.h"
#include "ui/widgets/bars.h"

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr int flashMs = 150;
constexpr int narrowWindow = 1100;
constexpr int narrowestWindow = 1060;
} // namespace

ImageTreeView::ImageTreeView(const ImageTreeModel &model, ImageSortFilter &proxy, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_proxy(proxy)
    , m_delegate(new ImageTreeDelegate(this))
{
    setObjectName(u"imageTree"_s);
    setAccessibleName(tr("Images"));
    setUpTree(this);
    setSelectionMode(ExtendedSelection);
    setItemDelegate(m_delegate);
    setExpandsOnDoubleClick(true);
    setModel(&proxy);
    setUpColumns();
    header()->viewport()->installEventFilter(this);
    connect(&model, &ImageTreeModel::tagMoved, this, &ImageTreeView::flash);
    // After setModel, so that the view has taken the rows when they are opened.
    connect(&proxy, &QAbstractItemModel::rowsInserted, this, &ImageTreeView::openNew);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_closed.insert(groupKey(index)); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_opening)
            m_closed.remove(groupKey(index));
    });
    openNew({}, 0, proxy.rowCount() - 1);
}

void ImageTreeView::setUpColumns()
{
    setCellWidths(this, {{ImageTreeModel::Tag, {.text = u"quay.io/keboola/python-t"_s}},
                         {ImageTreeModel::Id, {.text = u"0123456789ab"_s, .role = TextRole::Code}},
                         {ImageTreeModel::Created, {.text = ImageTreeModel::tagCountText(100)}},
                         {ImageTreeModel::Size, {.text = u"00.0 MB"_s}},
                         {ImageTreeModel::Unique, {.text = u"00.0 MB"_s}},
                         {ImageTreeModel::UsedBy, {.mark = Mark::Running, .text = u"99"_s}},
                         {ImageTreeModel::Component, {.mark = Mark::Note, .text = tr("No schema")}},
                         {ImageTreeModel::RunsAs, {.text = tr("Runs as")}}}); // and what is left
    setSortingEnabled(true);
    header()->setSortIndicator(ImageTreeModel::Created, Qt::DescendingOrder);
}

/// One tint for a moment, where the platform wants such things at all.
void ImageTreeView::flash(const QModelIndex &row)
{
    if (!QApplication::isEffectEnabled(Qt::UI_General))
        return;
    const QPersistentModelIndex shown = m_proxy.mapFromSource(row);
    m_delegate->setFlash(shown);
    viewport()->update();
    QTimer::singleShot(flashMs, this, [this] {
        m_delegate->setFlash({});
        viewport()->update();
    });
}

void ImageTreeView::openNew(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    const QScopedValueRollback opening(m_opening, true);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_proxy.index(row, 0);
        if (!m_closed.contains(groupKey(index)))
            expand(index);
    }
    // All images in one group stand without it.
    if (m_model.arrangement().grouping == ImageGrouping::None && !rootIndex().isValid())
        setRootIndex(m_proxy.index(0, 0));
}

QString ImageTreeView::groupKey(const QModelIndex &proxyIndex) const
{
    const ImageGroup *group = m_model.group(m_proxy.mapToSource(proxyIndex));
    return group ? group->key : QString();
}

void ImageTreeView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    viewport()->update();
}

QModelIndex ImageTreeView::currentRow() const
{
    return m_proxy.mapToSource(currentIndex());
}

QList<ImageTag> ImageTreeView::selectedTags() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    for (qsizetype i = rows.size() - 1; i >= 0; --i) {
        const int children = m_proxy.rowCount(rows[i]);
        for (int row = 0; row < children; ++row)
            rows.append(m_proxy.index(row, 0, rows[i]));
    }
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &left, const QModelIndex &right) {
        return std::pair(left.parent().row(), left.row()) < std::pair(right.parent().row(), right.row());
    });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<ImageTag> tags;
    for (const QModelIndex &row : std::as_const(rows)) {
        if (const ImageTag *tag = m_model.tag(m_proxy.mapToSource(row)))
            tags.append(*tag);
    }
    return tags;
}

void ImageTreeView::selectFirst()
{
    const QModelIndex group = rootIndex().isValid() ? rootIndex() : m_proxy.index(0, 0);
    if (m_proxy.rowCount(group) == 0)
        return;
    select(m_proxy.mapToSource(m_proxy.index(0, 0, group)));
    scrollToTop(); // its group stands above it
}

void ImageTreeView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int left = horizontalScrollBar()->value();
    QTreeView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(left);
}

void ImageTreeView::select(const QModelIndex &row)
{
    const QModelIndex shown = m_proxy.mapFromSource(row);
    if (!shown.isValid())
        return;
    // Said in so many words: setCurrentIndex() adds to the selection while Ctrl is held.
    selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(shown);
}

void ImageTreeView::fitColumns(int windowWidth, bool onlyMain)
{
    // With few columns the names get what is left, else "Runs as" behind them.
    const bool wasMain = header()->sectionResizeMode(ImageTreeModel::Tag) == QHeaderView::Stretch;
    if (onlyMain && !wasMain)
        m_nameWidth = columnWidth(ImageTreeModel::Tag);
    if (onlyMain)
        header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ImageTreeModel::Tag, onlyMain ? QHeaderView::Stretch : QHeaderView::Interactive);
    setHorizontalScrollBarPolicy(onlyMain ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded); // nothing is out of sight then
    setColumnHidden(ImageTreeModel::Unique, onlyMain || windowWidth <= narrowWindow);
    setColumnHidden(ImageTreeModel::Component, onlyMain || windowWidth <= narrowWindow);
    setColumnHidden(ImageTreeModel::Id, onlyMain || windowWidth <= narrowestWindow);
    setColumnHidden(ImageTreeModel::UsedBy, onlyMain);
    setColumnHidden(ImageTreeModel::RunsAs, onlyMain);
    if (!onlyMain)
        header()->setStretchLastSection(true);
    if (!onlyMain && wasMain)
        setColumnWidth(ImageTreeModel::Tag, m_nameWidth);
}

void ImageTreeView::rearrange(const std::function<void()> &change)
{
    const ImageTag *tag = m_model.tag(currentRow());
    const QString reference = tag ? (tag->reference.isEmpty() ? tag->image.value : tag->reference) : QString();
    setRootIndex({});
    change();
    select(m_model.find(reference));
    if (!currentIndex().isValid())
        selectFirst();
}

void ImageTreeView::chooseSecondSort(int column)
{
    const bool again = m_proxy.secondSortColumn() == column;
    const bool number = column == ImageTreeModel::Created || column == ImageTreeModel::Size || column == ImageTreeModel::Unique
                        || column == ImageTreeModel::UsedBy;
    Qt::SortOrder order = number ? Qt::DescendingOrder : Qt::AscendingOrder; // the largest and newest say most
    if (again)
        order = m_proxy.secondSortOrder() == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    m_proxy.setSecondSort(column, order);
}

void ImageTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentRowChanged();
}

void ImageTreeView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

QString ImageTreeView::chipAt(const QPoint &where) const
{
    const QModelIndex index = indexAt(where);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    const int chip = m_delegate->chipAt(where, option, index);
    const ImageTag *tag = m_model.tag(m_proxy.mapToSource(index));
    return tag && chip >= 0 && chip < tag->chips.size() ? tag->chips[chip].reference : QString();
}

void ImageTreeView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const QString chip = chipAt(event->position().toPoint()); !chip.isEmpty())
        Q_EMIT chipActivated(chip);
    else
        QTreeView::mouseDoubleClickEvent(event);
}

/// A click with Ctrl on the header chooses the second column, and is no click for the first one.
bool ImageTreeView::eventFilter(QObject *watched, QEvent *event)
{
    const bool mouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease;
    if (watched != header()->viewport() || !mouse)
        return QTreeView::eventFilter(watched, event);
    const auto *click = static_cast<QMouseEvent *>(event);
    const int column = header()->logicalIndexAt(click->position().toPoint());
    if (click->button() != Qt::LeftButton || !(click->modifiers() & Qt::ControlModifier) || column < 0)
        return false;
    if (event->type() == QEvent::MouseButtonRelease)
        chooseSecondSort(column);
    return true;
}

} // namespace longshore

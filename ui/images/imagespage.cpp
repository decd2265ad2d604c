// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagespage.h"

#include "model/format.h"
#include "ui/images/imagedetailpane.h"
#include "ui/images/imagefilterline.h"
#include "ui/images/imageselectionpane.h"
#include "ui/images/imagesfoot.h"
#include "ui/images/imagetab.h"
#include "ui/images/imagetreeview.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/liststate.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QClipboard>
#include <QDataStream>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr int loadingDelayMs = 150;
constexpr int ageTickMs = 60000;
constexpr quint32 stateMagic = 0x4c534932; // "LSI2": all columns are shown
} // namespace

ImagesPage::ImagesPage(ImageTreeModel &model, QWidget *parent, Clock clock)
    : Page(parent)
    , m_model(model)
    , m_proxy(model)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
    , m_stack(new QStackedLayout(this))
    , m_loadingDelay(new QTimer(this))
    , m_ageTimer(new QTimer(this))
    , m_detailTimer(new QTimer(this))
{
    setObjectName(u"imagesPage"_s);
    makeActions();
    makeStates();
    setFocusProxy(m_tree);

    m_loadingDelay->setSingleShot(true);
    m_loadingDelay->setInterval(loadingDelayMs);
    connect(m_loadingDelay, &QTimer::timeout, this, [this] { showState(Loading); });
    m_ageTimer->start(ageTickMs);
    connect(m_ageTimer, &QTimer::timeout, this, [this] { m_model.setNow(m_clock()); });
    // A snapshot is many row operations; counts and detail follow once, when all are done.
    m_detailTimer->setSingleShot(true);
    m_detailTimer->setInterval(0);
    connect(m_detailTimer, &QTimer::timeout, this, &ImagesPage::catchUp);
    joinModel();
    m_model.setNow(m_clock());
    setLoading();
}

void ImagesPage::joinModel()
{
    const auto later = [this] {
        if (!m_detailTimer->isActive())
            m_detailTimer->start();
    };
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, later);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, later);
    connect(&m_model, &ImageTreeModel::onDiskChanged, this, later);
    connect(m_tree, &ImageTreeView::currentRowChanged, this, later);
    connect(m_tree, &ImageTreeView::selectionMoved, this, later);
    connect(m_filterLine, &ImageFilterLine::changed, this, &ImagesPage::applyFilter);
    connect(m_filterLine, &ImageFilterLine::leftForList, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_filterLine, &ImageFilterLine::savedFiltersChanged, this, &ImagesPage::savedFiltersChanged);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ImagesPage::showMenu);
    connect(m_tree, &ImageTreeView::chipActivated, this, [this](const QString &reference) {
        QGuiApplication::clipboard()->setText(reference);
        setStatus(tr("%1 copied").arg(reference), statusFacts());
    });
    connect(m_detail, &ImageDetailPane::runClicked, this, &ImagesPage::run);
    connect(m_detail, &ImageDetailPane::overviewShown, this, [this](bool isOverview) { setDetailWide(!isOverview); });
    m_filterLine->setValueSource([this] { return m_model.filterValues(); });
}

void ImagesPage::setLoading()
{
    m_refreshedAt = {};
    showState(Content); // no rows yet; all that stands around them is there when they come
    m_loadingDelay->start();
}

void ImagesPage::setRefreshed(const QDateTime &when)
{
    const bool first = !m_refreshedAt.isValid();
    m_refreshedAt = when;
    m_model.setNow(m_clock());
    m_strip->hide();
    m_tree->setStale(false);
    m_foot->setStale(false);
    showState(m_model.totals().images == 0 ? Empty : Content);
    // A view that gets the focus makes its first row the current one, which is a repository.
    if (first ? m_tree->selectedTags().isEmpty() : !m_tree->currentIndex().isValid())
        m_tree->selectFirst();
    if (first && isVisible() && (!window()->focusWidget() || isAncestorOf(window()->focusWidget())))
        m_tree->setFocus();
    catchUp();
}

/// All that tells of the rows says what they are now.
void ImagesPage::catchUp()
{
    m_detailTimer->stop();
    m_filterLine->forgetValues();
    updateCounts();
    updateDetail();
}

void ImagesPage::setFailed(const Error &error)
{
    if (m_refreshedAt.isValid()) {
        m_stripText->setText(
            tr("Engine stopped answering. This is what it had at %1.").arg(format::clock(m_refreshedAt)));
        m_strip->show();
        m_tree->setStale(true);
        m_foot->setStale(true);
        return;
    }
    m_errorText->setText(
        tr("Longshore asked for the list of images: %1").arg(error.happened.isEmpty() ? error.asked : error.happened));
    m_errorWords->setText(error.engineText);
    m_errorWords->setVisible(!error.engineText.isEmpty());
    m_errorAdvice->setText(error.advice);
    m_errorAdvice->setVisible(!error.advice.isEmpty());
    showState(Failed);
}

void ImagesPage::showState(Shown shown)
{
    m_loadingDelay->stop();
    m_stack->setCurrentIndex(shown);
}

void ImagesPage::updateCounts()
{
    const ImageTreeModel::Totals totals = m_model.totals();
    const bool images = m_model.arrangement().rowPerImage;
    const auto words = images ? &ImageTreeModel::imageCountText : &ImageTreeModel::tagCountText;
    if (!m_refreshedAt.isValid())
        return m_filterLine->setCount({});
    m_filterLine->setCount(m_proxy.filter().isEmpty() ? words(totals.rows)
                                                      : tr("%1 of %2").arg(format::count(m_proxy.matchCount()), words(totals.rows)));
    m_foot->setOnDisk(m_model.onDisk(), totals);
    m_foot->setAsOf(m_refreshedAt);
    setCount(m_refreshedAt.isValid() ? totals.rows : -1);
}

void ImagesPage::updateDetail()
{
    const QList<ImageTag> selected = m_tree->selectedTags();
    const bool several = selected.size() > 1;
    m_details->setCurrentWidget(several ? static_cast<QWidget *>(m_several) : m_detail);
    if (several)
        m_several->setTags(selected);
    else
        m_detail->setCurrent(m_tree->currentRow());
    const std::optional<ImageTag> current = currentTag();
    m_showContainers->setEnabled(!several && current && m_model.usage(current->image).containers > 0);
    tellStatus();
    Q_EMIT selectionChanged();
}

void ImagesPage::applyFilter(const ImageFilter &filter)
{
    m_proxy.setFilter(filter);
    updateCounts();
}

void ImagesPage::tellStatus()
{
    const QList<ImageTag> selected = chosen();
    QString text;
    if (selected.size() == 1)
        text = tr("%1 selected").arg(selected.front().reference.isEmpty() ? selected.front().image.value : selected.front().reference);
    else if (selected.size() > 1)
        text = tr("%n rows selected", nullptr, int(selected.size()));
    setStatus(text, m_refreshedAt.isValid() ? tr("refreshed %1").arg(format::clock(m_refreshedAt)) : QString());
}

void ImagesPage::addTab(ImageTab *tab)
{
    m_detail->addTab(tab);
}

void ImagesPage::openTab(const QString &objectName)
{
    m_detail->openTab(objectName);
}

std::optional<ImageTag> ImagesPage::currentTag() const
{
    const ImageTag *tag = m_model.tag(m_tree->currentRow());
    return tag ? std::optional(*tag) : std::nullopt;
}

QList<ImageTag> ImagesPage::selectedTags() const
{
    return chosen();
}

void ImagesPage::focusFilter()
{
    m_filterLine->focus();
}

void ImagesPage::setFirstWays(QAction *primary, QAction *other)
{
    QWidget *before = m_stack->widget(Empty);
    const bool shown = m_stack->currentIndex() == Empty;
    m_stack->removeWidget(before);
    before->deleteLater();
    m_stack->insertWidget(Empty, makeEmpty(primary, {other, m_refresh}));
    if (shown)
        m_stack->setCurrentIndex(Empty);
}

void ImagesPage::select(const QString &reference)
{
    m_tree->select(m_model.find(reference));
}

void ImagesPage::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_filterLine->setSavedFilters(filters);
}

/// Layers, files and history need room; the list keeps a third then (visual.md), or what the user gave it.
void ImagesPage::setDetailWide(bool isWide)
{
    if (isWide == m_isDetailWide)
        return;
    m_isDetailWide = isWide;
    QList<int> sizes = std::exchange(m_otherSizes, m_splitter->sizes());
    const int width = m_splitter->width();
    if (sizes.isEmpty())
        sizes = {width / 3, width - width / 3};
    m_splitter->setSizes(sizes);
    m_tree->fitColumns(window()->width(), isWide);
}

void ImagesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_tree->fitColumns(window()->width(), m_isDetailWide);
}

QByteArray ImagesPage::viewState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    const ImageArrangement arrangement = m_model.arrangement();
    const QList<int> sizes = m_splitter->sizes();
    if (m_isDetailWide) // it opens on Overview
        m_splitter->setSizes(m_otherSizes);
    stream << stateMagic << listState(stateMagic, *m_splitter, *m_tree->header()) << qint32(arrangement.grouping)
           << arrangement.rowPerImage << qint32(m_proxy.secondSortColumn()) << qint32(m_proxy.secondSortOrder());
    m_splitter->setSizes(sizes);
    return state;
}

bool ImagesPage::restoreViewState(const QByteArray &state)
{
    QDataStream stream(state);
    quint32 magic = 0;
    QByteArray columns;
    qint32 grouping = 0;
    bool rowPerImage = false;
    qint32 second = -1;
    qint32 order = 0;
    stream >> magic >> columns >> grouping >> rowPerImage >> second >> order;
    const bool sane = grouping >= 0 && grouping <= qint32(ImageGrouping::None) && second >= -1
                      && second < ImageTreeModel::ColumnCount && (order == Qt::AscendingOrder || order == Qt::DescendingOrder);
    if (stream.status() != QDataStream::Ok || magic != stateMagic || !sane
        || !restoreListState(columns, stateMagic, *m_splitter, *m_tree->header()))
        return false;
    m_tree->fitColumns(window()->width(), m_isDetailWide); // that of the window which kept the state may have been another
    m_proxy.setSecondSort(second, Qt::SortOrder(order));
    arrange({ImageGrouping(grouping), rowPerImage});
    return true;
}

} // namespace longshore

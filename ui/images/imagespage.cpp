// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagespage.h"

#include "model/format.h"
#include "ui/images/imagedetailpane.h"
#include "ui/images/imagefilterline.h"
#include "ui/images/imageselectionpane.h"
#include "ui/images/imagesfoot.h"
#include "ui/images/imagetab.h"
#include "ui/images/imagetreeview.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
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
    updateActions();
    setLoading();
}

void ImagesPage::joinModel()
{
    const auto later = [this] { followLater(); };
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
    connect(m_tree, &ImageTreeView::chipActivated, this, &ImagesPage::copyChip);
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
    m_tree->setStale(false);
    m_foot->setStale(false);
    showState(m_model.totals().images == 0 ? Empty : Content);
    // A view that gets the focus makes its first row the current one, which is a repository.
    if (first ? m_tree->selectedTags().isEmpty() : !m_tree->currentIndex().isValid())
        m_tree->selectFirst();
    if (first && isVisible() && (!window()->focusWidget() || isAncestorOf(window()->focusWidget())))
        m_tree->setFocus();
    updateCounts();
    m_detailTimer->start(); // after the rows were painted
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
    updateActions();
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
    setStatus(text, statusCounts());
}

QString ImagesPage::statusCounts() const
{
    if (!m_refreshedAt.isValid())
        return {};
    const ImageTreeModel::Usage all = m_model.allUsage();
    const QString containers = all.containers == 1 ? tr("1 container") : tr("%1 containers").arg(format::count(all.containers));
    return tr("%1, %2 running · refreshed %3").arg(containers, format::count(all.running), format::clock(m_refreshedAt));
}

void ImagesPage::followLater()
{
    if (!m_detailTimer->isActive())
        m_detailTimer->start();
}

void ImagesPage::setUsers(const std::function<QList<ImageUse>(const ImageTag &)> &users)
{
    m_detail->setUsers(users);
}

void ImagesPage::usersChanged()
{
    if (isVisible()) // else it follows when it is shown
        followLater();
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
    const QModelIndex row = m_model.find(reference);
    if (row.isValid() && !m_proxy.mapFromSource(row).isValid())
        m_filterLine->setText({});
    m_tree->select(row);
}

void ImagesPage::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_filterLine->setSavedFilters(filters);
}

} // namespace longshore

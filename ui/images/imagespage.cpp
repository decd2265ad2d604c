// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagespage.h"

#include "model/format.h"
#include "ui/images/imagedetailpane.h"
#include "ui/images/imagefilterline.h"
#include "ui/images/imagetab.h"
#include "ui/images/imagetreeview.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/liststate.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr int loadingDelayMs = 150;
constexpr int ageTickMs = 60000;
constexpr quint32 stateMagic = 0x4c534931; // "LSI1"
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
    connect(m_detailTimer, &QTimer::timeout, this, [this] {
        updateCounts();
        updateDetail();
    });
    const auto later = [this] { m_detailTimer->start(); };
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, later);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, later);
    connect(m_tree, &ImageTreeView::currentRowChanged, this, later);
    connect(m_filterLine, &ImageFilterLine::changed, this, &ImagesPage::applyFilter);
    connect(m_filterLine, &ImageFilterLine::left, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ImagesPage::showMenu);
    connect(m_detail, &ImageDetailPane::runClicked, this, &ImagesPage::run);
    m_model.setNow(m_clock());
    setLoading();
}

void ImagesPage::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon,
                             const QList<QKeySequence> &keys) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        return action;
    };
    m_run = make(u"runImage"_s, tr("Run…"), u"media-playback-start"_s, {Qt::Key_Return, Qt::Key_Enter});
    m_copyReference =
        make(u"copyReference"_s, tr("Copy reference"), u"edit-copy"_s, QKeySequence::keyBindings(QKeySequence::Copy));
    m_copyId = make(u"copyImageId"_s, tr("Copy image ID"), u"edit-copy"_s, {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    m_refresh = make(u"refreshImages"_s, tr("Refresh"), u"view-refresh"_s, {});
    connect(m_run, &QAction::triggered, this, &ImagesPage::run);
    connect(m_copyReference, &QAction::triggered, this, [this] { copy(ImageTreeModel::ReferenceRole); });
    connect(m_copyId, &QAction::triggered, this, [this] { copy(ImageTreeModel::ImageIdRole); });
    connect(m_refresh, &QAction::triggered, this, &ImagesPage::refreshRequested);
    // Enter and Ctrl+C belong to the list; finding and refreshing to the window.
    for (QAction *action : {m_run, m_copyReference, m_copyId})
        action->setShortcutContext(Qt::WidgetShortcut);
}

void ImagesPage::setLoading()
{
    m_refreshedAt = {};
    showState(Blank);
    m_loadingDelay->start();
}

void ImagesPage::setRefreshed(const QDateTime &when)
{
    const bool first = !m_refreshedAt.isValid();
    m_refreshedAt = when;
    m_model.setNow(m_clock());
    m_strip->hide();
    m_tree->setStale(false);
    showState(m_model.totals().images == 0 ? Empty : Content);
    if (!m_tree->currentIndex().isValid())
        m_tree->selectFirst();
    if (first && isVisible() && (!window()->focusWidget() || isAncestorOf(window()->focusWidget())))
        m_tree->setFocus();
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
    m_filterLine->setCount(m_proxy.matchCount(), totals.rows);
    m_total->setText(tr("%1 in %2").arg(format::bytes(totals.size), ImageTreeModel::imageCountText(totals.images)));
    setCount(m_refreshedAt.isValid() ? totals.rows : -1);
    m_asOf->setText(m_refreshedAt.isValid() ? tr("as of %1").arg(format::clock(m_refreshedAt)) : QString());
}

void ImagesPage::updateDetail()
{
    m_detail->setCurrent(m_tree->currentRow());
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
    const QString reference = m_tree->currentRow().data(ImageTreeModel::ReferenceRole).toString();
    setStatus(reference.isEmpty() ? QString() : tr("%1 selected").arg(reference),
              m_refreshedAt.isValid() ? tr("refreshed %1").arg(format::clock(m_refreshedAt)) : QString());
}

QList<QAction *> ImagesPage::pageActions() const
{
    QList<QAction *> actions{m_run, m_copyReference, m_copyId, nullptr};
    if (!m_imageActions.isEmpty())
        actions << m_imageActions << nullptr;
    return actions << m_tools << m_refresh;
}

void ImagesPage::addTool(QAction *action)
{
    m_tools.append(action);
    m_bar->addAction(action);
}

void ImagesPage::addImageAction(QAction *action)
{
    action->setShortcutContext(Qt::WidgetShortcut);
    m_imageActions.append(action);
    m_tree->addAction(action);
    m_detail->addMenuAction(action);
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
    QList<ImageTag> tags;
    for (const QModelIndex &row : m_tree->selectionModel()->selectedRows()) {
        if (const ImageTag *tag = m_model.tag(m_proxy.mapToSource(row)))
            tags.append(*tag);
    }
    return tags;
}

void ImagesPage::focusFilter()
{
    m_filterLine->focusField();
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
    const QModelIndex found = m_proxy.mapFromSource(m_model.find(reference));
    if (!found.isValid())
        return;
    m_tree->setCurrentIndex(found);
    m_tree->scrollTo(found);
}

void ImagesPage::run()
{
    const QModelIndex row = m_tree->currentRow();
    if (const ImageTag *tag = m_model.tag(row))
        Q_EMIT runRequested(row.data(ImageTreeModel::ReferenceRole).toString(), tag->image);
    else if (row.isValid())
        m_tree->setExpanded(m_tree->currentIndex(), !m_tree->isExpanded(m_tree->currentIndex()));
}

void ImagesPage::copy(int role)
{
    QString text = m_tree->currentRow().data(role).toString();
    if (role == ImageTreeModel::ImageIdRole && !text.isEmpty())
        text.prepend(u"sha256:"_s);
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void ImagesPage::showMenu(const QPoint &where)
{
    if (!m_model.tag(m_tree->currentRow()))
        return;
    auto *menu = new QMenu(m_tree);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_run, m_copyReference, m_copyId});
    menu->addSeparator();
    if (!m_imageActions.isEmpty()) {
        menu->addActions(m_imageActions);
        menu->addSeparator();
    }
    menu->addAction(m_refresh);
    menu->popup(m_tree->viewport()->mapToGlobal(where));
}

QByteArray ImagesPage::viewState() const
{
    return listState(stateMagic, *m_splitter, *m_tree->header());
}

bool ImagesPage::restoreViewState(const QByteArray &state)
{
    return restoreListState(state, stateMagic, *m_splitter, *m_tree->header());
}

} // namespace longshore

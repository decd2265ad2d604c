// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/compare/imagecompareview.h"

#include "ui/images/compare/comparisondelegate.h"
#include "ui/images/compare/comparisonmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageCompareView::ImageCompareView(AskImageRecord ask, Extent extent, QWidget *parent)
    : QWidget(parent)
    , m_ask(std::move(ask))
    , m_extent(extent)
    , m_model(new ComparisonModel(this))
    , m_view(new QTreeView(this))
    , m_states(new StatePage(m_view, this))
{
    setObjectName(u"imageCompare"_s);
    setBaseGround(this);
    makeActions();
    m_view->setObjectName(u"imageCompareTable"_s);
    m_view->setAccessibleName(tr("Differences between two images"));
    setUpTree(m_view);
    m_view->setItemDelegate(new ComparisonDelegate(m_view));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(extent == Extent::Full);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions({m_swap, m_onlyDifferences, m_copy, m_offer});
    m_states->setObjectName(u"imageCompareStates"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_states, 1);
    setFocusProxy(m_states);
    clear({});
}

void ImageCompareView::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon, const QKeySequence &key) {
        auto *action = new QAction(icon.isEmpty() ? QIcon() : Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        return action;
    };
    m_swap = make(u"swapImages"_s, tr("Swap"), {}, Qt::Key_S);
    m_swap->setStatusTip(tr("Show the two images the other way round"));
    m_onlyDifferences = make(u"onlyDifferences"_s, tr("Show only differences"), u"view-filter"_s, Qt::Key_D);
    m_onlyDifferences->setCheckable(true);
    m_copy = make(u"copyComparison"_s, tr("Copy as text"), u"edit-copy"_s, QKeySequence::Copy);
    m_again = make(u"compareAgain"_s, tr("Try again"), u"view-refresh"_s, {});
    m_offer = make(u"compareFiles"_s, {}, {}, Qt::Key_F);
    m_offer->setStatusTip(tr("The files of an image are read once, and known from then on"));
    connect(m_again, &QAction::triggered, this, &ImageCompareView::ask);
    connect(m_offer, &QAction::triggered, this, &ImageCompareView::filesOfferTaken);
    connect(m_swap, &QAction::triggered, this, &ImageCompareView::swap);
    connect(m_onlyDifferences, &QAction::toggled, this, &ImageCompareView::hideSame);
    connect(m_copy, &QAction::triggered, this, &ImageCompareView::copy);
}

QWidget *ImageCompareView::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::paneInset, metrics::gap, metrics::gap, metrics::gap);
    row->setSpacing(metrics::gap);
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Heading, Ink::Normal, head);
    m_title->setObjectName(u"imageCompareTitle"_s);
    row->addWidget(m_title);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(metrics::gap);
    row->addLayout(m_chips);
    row->addStretch(1);
    m_counts = new PlainLabel({}, TextRole::Small, Ink::Muted, head);
    m_counts->setObjectName(u"imageCompareCounts"_s);
    row->addWidget(m_counts);
    m_offerButton = flatButton(m_offer, head);
    row->addWidget(m_offerButton);
    for (QAction *action : {m_swap, m_onlyDifferences, m_copy})
        row->addWidget(flatButton(action, head, !action->icon().isNull()));
    return head;
}

void ImageCompareView::clear(const QString &sentence)
{
    ++m_question;
    m_before = m_after = {};
    m_heading.clear();
    forget();
    m_title->setText({});
    showChips();
    m_states->showEmpty({sentence.isEmpty() ? QString() : u"vcs-diff"_s, {}, sentence, nullptr, {}, {}});
}

/// Of two images that were compared.
void ImageCompareView::forget()
{
    m_hasFailed = false;
    m_facts[0].reset();
    m_facts[1].reset();
    m_files = {};
    m_comparison.reset();
    m_counts->setText({});
    setOffer({});
    for (QAction *action : {m_swap, m_copy})
        action->setEnabled(false);
}

void ImageCompareView::compare(const QString &heading, const CompareSide &before, const CompareSide &after)
{
    if (heading == m_heading && before == m_before && after == m_after && !m_hasFailed)
        return;
    m_heading = heading;
    m_before = before;
    m_after = after;
    m_title->setText(heading);
    showChips();
    ask();
}

void ImageCompareView::ask()
{
    forget();
    m_states->showLoading();
    const quint64 question = ++m_question;
    const ImageId images[] = {m_before.image, m_after.image};
    for (int side = 0; side < 2; ++side)
        m_ask(images[side], this, [this, side, question](const Result<ImageRecord> &facts) { take(side, question, facts); });
}

void ImageCompareView::take(int side, quint64 question, const Result<ImageRecord> &facts)
{
    if (question != m_question)
        return;
    if (!facts) {
        ++m_question; // the other one is of no use alone
        m_hasFailed = true;
        return m_states->showError(tr("The images cannot be compared"), facts.error(), m_again);
    }
    m_facts[side] = *facts;
    if (!m_facts[0] || !m_facts[1])
        return;
    m_comparison = compareImages(*m_facts[0], *m_facts[1], m_files);
    showComparison();
    Q_EMIT filesWanted(m_before.image, m_after.image);
}

void ImageCompareView::setFiles(const ImageId &before, const ImageId &after, const FileChanges &files)
{
    takeFiles(before, after, {files, {}}, {});
}

void ImageCompareView::setFilesMissing(const ImageId &before, const ImageId &after, const QString &why, const QString &offer)
{
    takeFiles(before, after, {std::nullopt, why}, offer);
}

void ImageCompareView::takeFiles(const ImageId &before, const ImageId &after, const ComparedFiles &files, const QString &offer)
{
    if (!m_comparison || before != m_before.image || after != m_after.image)
        return;
    setOffer(offer);
    if (files == m_files)
        return;
    m_files = files;
    m_comparison = compareImages(*m_facts[0], *m_facts[1], m_files);
    m_model->setFiles(*m_comparison);
    if (m_extent == Extent::Full && !m_comparison->files.isEmpty())
        m_view->expand(m_model->index(m_model->rowCount() - 1, 0));
    hideSame();
    fitColumns();
    showCounts();
}

void ImageCompareView::setOffer(const QString &offer)
{
    m_offer->setText(offer);
    m_offer->setVisible(!offer.isEmpty());
    m_offerButton->setAccessibleName(offer);
    m_offerButton->setVisible(!offer.isEmpty());
}

void ImageCompareView::showComparison()
{
    m_model->setComparison(*m_comparison, m_extent == Extent::Full, m_before.column, m_after.column);
    m_view->expandAll();
    hideSame();
    fitColumns();
    showCounts();
    m_view->selectionModel()->setCurrentIndex(m_model->index(0, 0), QItemSelectionModel::NoUpdate);
    m_states->showContent();
    m_swap->setEnabled(true);
    m_copy->setEnabled(true);
}

/// What differs takes what its words need, up to a third; the two values share the rest.
void ImageCompareView::fitColumns()
{
    QHeaderView *header = m_view->header();
    if (header->count() != ComparisonModel::ColumnCount)
        return;
    header->setStretchLastSection(false);
    setColumnWidths(m_view, {{ComparisonModel::Property, u"LONG_VARIABLE_NAME_1"_s}});
    const int room = m_view->viewport()->width();
    m_view->resizeColumnToContents(ComparisonModel::Difference);
    m_view->setColumnWidth(ComparisonModel::Property, qMin(header->sectionSize(ComparisonModel::Property), room / 3));
    m_view->setColumnWidth(ComparisonModel::Difference, qMin(header->sectionSize(ComparisonModel::Difference), room / 3));
    for (const int column : {ComparisonModel::Before, ComparisonModel::After})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
}

void ImageCompareView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void ImageCompareView::showCounts()
{
    const int count = m_comparison->differences;
    const QString same = tr("%1 the same").arg(m_comparison->same);
    m_counts->setText((count == 1 ? tr("1 difference") : tr("%1 differences").arg(count)) + u", "_s + same);
}

void ImageCompareView::showChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> owned(item);
        item->widget()->deleteLater();
        item->widget()->hide();
    }
    if (m_before.image.isEmpty())
        return;
    m_chips->addWidget(new Chip(m_before.image.shortText(), Chip::Look::Code, this));
    m_chips->addWidget(new PlainLabel(u"→"_s, TextRole::Body, Ink::Normal, this));
    m_chips->addWidget(new Chip(m_after.image.shortText(), Chip::Look::CodeAccent, this));
}

void ImageCompareView::hideSame()
{
    const auto hide = [this](const QModelIndex &parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QVariant kind = m_model->index(row, 0, parent).data(ComparisonModel::KindRole);
            const bool isSame = kind.isValid() && kind.toInt() == int(ImageDifference::Kind::Same);
            m_view->setRowHidden(row, parent, isSame && m_onlyDifferences->isChecked());
        }
    };
    hide({});
    for (int row = 0; row < m_model->rowCount(); ++row)
        hide(m_model->index(row, 0));
}

void ImageCompareView::swap()
{
    if (m_comparison)
        compare(m_heading, CompareSide(m_after), CompareSide(m_before));
}

void ImageCompareView::copy()
{
    if (m_comparison)
        QGuiApplication::clipboard()->setText(comparisonText(*m_comparison, m_before.name, m_after.name, m_onlyDifferences->isChecked()));
}

} // namespace longshore

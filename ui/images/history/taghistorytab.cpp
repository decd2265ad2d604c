// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/history/taghistorytab.h"

#include "model/images/reference.h"
#include "model/images/tagjournal.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorydelegate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Leaves only what is in `wanted` too; all, when nothing is.
void keepShared(QStringList &references, QStringList &tags, const QStringList &wanted)
{
    if (std::ranges::none_of(references, [&wanted](const QString &one) { return wanted.contains(one); }))
        return;
    for (qsizetype i = references.size(); i-- > 0;) {
        if (!wanted.contains(references[i])) {
            references.removeAt(i);
            tags.removeAt(i);
        }
    }
}

QString pointBackText(const QString &tag, const ImageId &image)
{
    return TagHistoryTab::tr("Point %1 back to %2").arg(tag, image.shortText());
}

} // namespace

void TagHistoryTab::showImage(const std::optional<ImageTag> &tag)
{
    const bool isAnother = !tag || !m_shown || m_shown->key != tag->key;
    m_shown = tag;
    if (!tag)
        return;
    const QString name = tag->fullReference.isEmpty() ? m_journal.lastName(tag->image) : tag->fullReference;
    const Result<Reference> reference = Reference::parse(name);
    const QString repository = reference && !name.isEmpty() ? reference->fullRepository() : QString();
    if (repository == m_repository && m_body->currentIndex() == 1) { // what is new comes by the journal's signal
        if (isAnother)
            chooseFirst();
        return;
    }
    m_fresh = true;
    m_repository = repository;
    if (repository.isEmpty())
        return tell(tr("This image has no name, and none is known that it had."));
    load();
}

/// What is shown is of the engine before. A tab that is not seen asks when it is.
void TagHistoryTab::changeEngine()
{
    ++m_question;
    m_repository.clear();
    m_model->setHistory({}, m_clock());
    tell({});
    showChoice();
    if (!isHidden())
        showImage(std::optional(m_shown));
}

void TagHistoryTab::load()
{
    m_journal.history(m_repository, this, [this, question = ++m_question](const Result<QList<TagMove>> &moves) {
        if (question == m_question)
            take(moves);
    });
}

void TagHistoryTab::take(const Result<QList<TagMove>> &moves)
{
    if (!moves)
        return tell(moves.error().sentence());
    const TagHistory history = tagHistory(*moves);
    m_model->setHistory(history, m_clock());
    if (history.rows.isEmpty())
        return tell(tr("No move of a tag of this repository was seen yet. From now on each one is written down."));
    m_summary->setText(m_model->summary());
    m_body->setCurrentIndex(1);
    fitColumns();
    if (!std::exchange(m_isFitted, true))
        fitRows();
    if (std::exchange(m_fresh, false) || !m_view->currentIndex().isValid())
        chooseFirst();
    showChoice();
}

void TagHistoryTab::tell(const QString &sentence)
{
    m_message->setText(sentence);
    m_body->setCurrentIndex(0);
}

void TagHistoryTab::setImages(const QList<ImageSummary> &images)
{
    QSet<ImageId> present;
    for (const ImageSummary &image : images)
        present.insert(image.id);
    m_model->setPresent(present);
    showChoice();
}

/// As wide as what is in them, for another repository; never narrower than they were.
void TagHistoryTab::fitColumns()
{
    m_view->setColumnWidth(TagHistoryModel::Graph, TagHistoryDelegate::graphWidth(m_model->lanes()));
    for (int column = TagHistoryModel::When; m_fresh && column <= TagHistoryModel::Size; ++column) {
        const int before = m_isFitted ? m_view->columnWidth(column) : 0;
        m_view->resizeColumnToContents(column);
        const int most = column == TagHistoryModel::Tag ? width() / 4 : QWIDGETSIZE_MAX; // many may have moved at once
        m_view->setColumnWidth(column, qMax(before, qMin(m_view->columnWidth(column), most)));
    }
}

/// Room for the rows: whole ones, and so many that a third is left for what changed.
void TagHistoryTab::fitRows()
{
    const QHeaderView *header = m_view->header();
    const int row = qMax(1, m_view->sizeHintForRow(0));
    const int others = m_splitter->widget(0)->layout()->totalHeightForWidth(width()) - m_view->sizeHint().height() + header->sizeHint().height()
                     + (header->length() > width() ? m_view->horizontalScrollBar()->sizeHint().height() : 0);
    const int rows = qBound(1, (height() * 2 / 3 - others) / row, m_model->rowCount());
    const int wanted = qMax(height() / 3, others + rows * row);
    m_splitter->setSizes({wanted, height() - wanted - m_splitter->handleWidth()});
}

/// The newest move of the shown tag and the one before it.
void TagHistoryTab::chooseFirst()
{
    QList<int> rows;
    const QString reference = m_shown ? m_shown->fullReference : QString();
    for (int row = 0; row < m_model->rowCount() && rows.size() < 2; ++row) {
        if (m_model->row(row).references.contains(reference))
            rows.append(row);
    }
    if (rows.isEmpty())
        rows.append(0);
    QItemSelectionModel *selection = m_view->selectionModel();
    selection->setCurrentIndex(m_model->index(rows.first(), 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    for (const int row : std::as_const(rows))
        selection->select(m_model->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_view->scrollTo(m_model->index(rows.first(), 0));
}

TagHistoryTab::Choice TagHistoryTab::choiceOfOne(const TagHistoryRow &row) const
{
    return {row.move.before, row.move.image, row.tags, row.references, tr("Before"), TagHistoryModel::dayText(row.move.when, m_clock())};
}

TagHistoryTab::Choice TagHistoryTab::choice() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty())
        return {};
    std::ranges::sort(rows);
    const TagHistoryRow &newest = m_model->row(rows.first());
    const TagHistoryRow &oldest = m_model->row(rows.last());
    Choice choice = choiceOfOne(newest);
    keepShared(choice.references, choice.tags, oldest.references);
    if (rows.size() == 1)
        return choice;
    choice.older = oldest.move.image.isEmpty() ? oldest.move.before : oldest.move.image;
    if (choice.newer.isEmpty())
        choice.newer = newest.move.before;
    choice.olderColumn = TagHistoryModel::dayText(oldest.move.when, m_clock());
    return choice;
}

void TagHistoryTab::showChoice()
{
    const Choice chosen = choice();
    const bool isThere = m_model->isPresent(chosen.older), isGone = !isThere && !chosen.older.isEmpty();
    const bool isOne = chosen.older == chosen.newer;
    m_run->setEnabled(isThere);
    m_retag->setEnabled(isThere && !isOne);
    m_retag->setText(chosen.older.isEmpty()   ? tr("Point the tag back")
                     : chosen.tags.size() > 1 ? tr("Point back to %1…").arg(chosen.older.shortText()) // it asks which
                                              : pointBackText(chosen.tags.value(0), chosen.older));
    m_open->setEnabled(isThere && !isOne && m_model->isPresent(chosen.newer));
    m_gone->setVisible(isGone);
    if (isGone)
        m_gone->setText(tr("%1 is not on this engine any more. Pull or load it to run it or to compare with it.").arg(chosen.older.shortText()));
    showComparison(chosen);
}

void TagHistoryTab::showComparison(const Choice &chosen)
{
    if (m_open->isEnabled()) {
        const QString tag = chosen.tags.first();
        const auto name = [&tag](const ImageId &image) { return tag + u" · "_s + image.shortText(); };
        return m_compare->compare(tr("What changed in %1").arg(tag), {chosen.older, name(chosen.older), chosen.olderColumn},
                                  {chosen.newer, name(chosen.newer), chosen.newerColumn});
    }
    const bool isGone = !chosen.older.isEmpty() && !m_model->isPresent(chosen.older);
    m_compare->clear(chosen.tags.isEmpty()          ? tr("Choose a row to see what changed.")
                     : chosen.older.isEmpty()       ? tr("Nothing was there before. Choose a second row to compare with.")
                     : isGone                       ? tr("Nothing can be compared: %1 is gone.").arg(chosen.older.shortText())
                     : chosen.older == chosen.newer ? tr("Both rows point at the same image.")
                     : chosen.newer.isEmpty()       ? tr("The tag was removed: there is nothing to compare with.")
                                                    : tr("Nothing can be compared: %1 is gone.").arg(chosen.newer.shortText()));
}

/// Of several tags the person says which.
void TagHistoryTab::pointBack()
{
    const Choice chosen = choice();
    if (chosen.references.size() == 1) {
        Q_EMIT retagRequested(chosen.references.first(), chosen.older);
        return;
    }
    m_retagMenu->clear();
    for (qsizetype i = 0; i < chosen.references.size(); ++i) {
        QAction *one = m_retagMenu->addAction(pointBackText(chosen.tags[i], chosen.older));
        connect(one, &QAction::triggered, this, [this, reference = chosen.references[i], image = chosen.older] { Q_EMIT retagRequested(reference, image); });
    }
    const QWidget *button = findChild<QWidget *>(m_retag->objectName() + u"Button"_s);
    m_retagMenu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

} // namespace longshore

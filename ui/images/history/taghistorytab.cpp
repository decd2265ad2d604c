// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/history/taghistorytab.h"

#include "model/images/reference.h"
#include "model/images/tagjournal.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorydelegate.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QStackedLayout>
#include <QTreeView>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

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

void TagHistoryTab::load()
{
    const QString repository = m_repository;
    m_journal.history(repository, this, [this, repository](const Result<QList<TagMove>> &moves) { take(repository, moves); });
}

void TagHistoryTab::take(const QString &repository, const Result<QList<TagMove>> &moves)
{
    if (repository != m_repository)
        return;
    if (!moves)
        return tell(moves.error().sentence());
    const TagHistory history = tagHistory(*moves);
    m_model->setHistory(history, m_clock());
    if (history.rows.isEmpty())
        return tell(tr("No move of a tag of this repository was seen yet. From now on each one is written down."));
    fitColumns();
    m_summary->setText(m_model->summary());
    m_body->setCurrentIndex(1);
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

void TagHistoryTab::fitColumns()
{
    m_view->setColumnWidth(TagHistoryModel::Graph, TagHistoryDelegate::graphWidth(m_model->lanes()));
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
    return {row.move.before, row.move.image, row.tags.first(), row.references.first(), tr("Before"), TagHistoryModel::dayText(row.move.when, m_clock())};
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
    const auto shared = std::ranges::find_if(newest.references, [&oldest](const QString &one) { return oldest.references.contains(one); });
    if (shared != newest.references.end()) {
        choice.reference = *shared;
        choice.tag = newest.tags[shared - newest.references.begin()];
    }
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
    m_retag->setText(chosen.tag.isEmpty() ? tr("Point the tag back…") : tr("Point “%1” back to %2…").arg(chosen.tag, chosen.older.shortText()));
    m_open->setEnabled(isThere && !isOne && m_model->isPresent(chosen.newer));
    m_gone->setVisible(isGone);
    if (isGone)
        m_gone->setText(tr("%1 is not on this engine any more. Pull or load it to run it or to compare with it.").arg(chosen.older.shortText()));

    if (m_open->isEnabled()) {
        const auto name = [&chosen](const ImageId &image) { return chosen.tag + u" · "_s + image.shortText(); };
        m_compare->compare(tr("What changed in %1").arg(chosen.tag), {chosen.older, name(chosen.older), chosen.olderColumn},
                           {chosen.newer, name(chosen.newer), chosen.newerColumn});
    } else {
        m_compare->clear(chosen.reference.isEmpty()   ? tr("Choose a row to see what changed.")
                         : chosen.older.isEmpty()     ? tr("Nothing was there before. Choose a second row to compare with.")
                         : isGone                     ? tr("Nothing can be compared: %1 is gone.").arg(chosen.older.shortText())
                         : isOne                      ? tr("Both rows point at the same image.")
                         : chosen.newer.isEmpty()     ? tr("The tag was removed: there is nothing to compare with.")
                                                      : tr("Nothing can be compared: %1 is gone.").arg(chosen.newer.shortText()));
    }
}

} // namespace longshore

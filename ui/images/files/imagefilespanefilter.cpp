// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagefilespane.h"

#include "model/asynctask.h"
#include "model/format.h"
#include "ui/widgets/filterfield.h"

#include <QAction>
#include <QTreeView>
#include <array>

namespace longshore
{

void ImageFilesPane::search()
{
    m_searching.cancel();
    m_searching = {};
    const auto known = m_model.index();
    if (!known)
        return;
    const QString text = m_filter->text().trimmed();
    if (text.isEmpty()) {
        if (const QByteArray chosen = chosenPath(); !chosen.isEmpty())
            m_unfiltered.chosen = chosen;
        m_model.setFilter({});
        m_filter->setCount({});
        return restore(m_unfiltered);
    }
    if (!m_model.isFiltered())
        m_unfiltered = kept();
    m_filter->setCount(tr("searching…"));
    const auto look = [path = known->path(), text, view = m_view, layer = m_model.layer(), token = m_searching] {
        const auto own = ImageIndex::open(path);
        return own ? (*own)->search(text, view, layer, token) : ImageIndex::Found();
    };
    runAsync(this, look, [this](const ImageIndex::Found &found) { showFound(found); }, m_searching);
}

void ImageFilesPane::showFound(const ImageIndex::Found &found)
{
    constexpr qsizetype fewEnough = 200; // to open all that leads to them
    const QByteArray chosen = chosenPath();
    m_model.setFilter(found);
    const QString count = format::count(found.matched.size());
    m_filter->setCount(!found.isWhole ? tr("more than %1").arg(count) : found.matched.size() == 1 ? tr("1 name") : tr("%1 names").arg(count));
    if (found.matched.size() <= fewEnough)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(0);
    restore({chosen.isEmpty() ? m_unfiltered.chosen : chosen, {}});
}

QByteArray ImageFilesPane::chosenPath() const
{
    const ImageFileRow *row = m_model.row(m_tree->currentIndex());
    return row ? m_model.index()->pathOf(row->node) : QByteArray();
}

ImageFilesPane::Kept ImageFilesPane::kept() const
{
    Kept kept{chosenPath(), {}};
    const std::function<void(const QModelIndex &)> visit = [&](const QModelIndex &folder) {
        for (int row = 0; row < m_model.rowCount(folder); ++row) {
            const QModelIndex index = m_model.index(row, 0, folder);
            if (!m_tree->isExpanded(index))
                continue;
            kept.open.append(m_model.index()->pathOf(m_model.row(index)->node));
            visit(index);
        }
    };
    visit({});
    return kept;
}

void ImageFilesPane::restore(const Kept &kept)
{
    if (kept.open.isEmpty() && !m_model.isFiltered())
        openFirst();
    for (const QByteArray &path : kept.open) {
        // Folders that shared a row may have one each now.
        for (QModelIndex folder = m_model.find(path); folder.isValid(); folder = folder.parent())
            m_tree->expand(folder);
    }
    if (const QModelIndex chosen = kept.chosen.isEmpty() ? QModelIndex() : m_model.find(kept.chosen); chosen.isValid())
        m_tree->setCurrentIndex(chosen);
    preview(); // a model that begins anew tells nothing of what was chosen
}

void ImageFilesPane::hideMarks()
{
    constexpr std::array marks{LayerMark::Added, LayerMark::Changed, LayerMark::Removed, LayerMark::Same};
    QSet<LayerMark> hidden;
    for (size_t i = 0; i < marks.size(); ++i) {
        if (!m_marks[qsizetype(i)]->isChecked())
            hidden.insert(marks[i]);
    }
    const Kept before = kept();
    m_model.setHidden(hidden);
    restore(before);
}

} // namespace longshore

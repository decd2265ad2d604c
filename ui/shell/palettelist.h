// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettesearch.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace longshore
{

/// What the palette found, as rows: headings, which cannot be chosen, and entries.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Texts become visible ones; they are what is searched.
    void setEntries(const QList<PaletteEntry> &entries);
    void search(const QString &typed);
    int found() const { return m_result.found; }
    /// Null for a heading.
    const PaletteEntry *entry(const QModelIndex &index) const;
    const PaletteRow &row(const QModelIndex &index) const { return m_result.rows.at(index.row()); }
    /// The entry `steps` further, headings left out; the last one there is. Invalid without entries.
    QModelIndex stepped(const QModelIndex &from, int steps) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteEntry> m_entries;
    PaletteResult m_result;
};

/// Paints rows of a PaletteModel: icon, text with what was typed in accent, note, keys as caps at the right.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace longshore

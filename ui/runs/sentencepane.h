// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStandardItem;
class QStandardItemModel;
class QTreeView;
class QVBoxLayout;

namespace longshore
{

class PlainLabel;
class StatePage;

/// A sentence over a tree of texts, in the four states: what the Report and the Compare tab of a run are.
class SentencePane : public QWidget
{
    Q_OBJECT
protected:
    SentencePane(const QString &sentenceName, const QString &tableName, const QString &accessibleName, QWidget *parent);

    /// Items of one row that cannot be edited; whoever appends them owns them.
    static QList<QStandardItem *> textRow(const QStringList &texts);

    PlainLabel *m_sentence;
    QStandardItemModel *m_model;
    QTreeView *m_view;
    QVBoxLayout *m_column; ///< of the content, for what stands below the tree
    StatePage *m_states;
};

} // namespace longshore

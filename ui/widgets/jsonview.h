// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/json/jsontreemodel.h"

#include <QSet>
#include <QWidget>

class QAction;
class QSortFilterProxyModel;
class QTreeView;

namespace longshore
{

class FilterField;

/// A JSON document to read: a tree with a filter over keys and values, secrets masked until "Show secrets", and ways to
/// copy a path or a value. What is open, chosen and scrolled survives a newer version of the document.
class JsonView : public QWidget
{
    Q_OBJECT
public:
    explicit JsonView(QWidget *parent = nullptr);

    /// Shows `tree`; null shows nothing. `document` names it: another name starts with everything closed.
    void setTree(const QString &document, std::shared_ptr<const JsonTree> tree);
    void focusFilter();
    QTreeView *tree() const { return m_view; }

private:
    void makeActions();
    void filter(const QString &text);
    void restore();
    void tellCount();
    void showMenu(const QPoint &where);
    QModelIndex current() const;

    JsonTreeModel m_model;
    QSortFilterProxyModel *m_proxy;
    FilterField *m_filter;
    QTreeView *m_view;
    QAction *m_reveal;
    QAction *m_copyValue;
    QAction *m_copyPath;
    QString m_document;
    QSet<QString> m_open; ///< paths, as a person left them
    bool m_restoring = false;
};

} // namespace longshore

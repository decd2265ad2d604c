// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace longshore
{

class PlainLabel;

/// Ctrl+K: everything the window can do, found by typing. Every word typed must be part of an entry.
class CommandPalette : public QWidget
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *parent = nullptr);

    struct Entry {
        QAction *action = nullptr;
        QString group; ///< "Go to", "Image", "Engine": muted after the text
    };
    /// Takes the actions that can be triggered now and clears the text.
    void setEntries(const QList<Entry> &entries);
    QLineEdit *lineEdit() const { return m_edit; }
    /// Height the whole list would take.
    int wantedHeight() const;

Q_SIGNALS:
    /// The palette should be closed, then `action` triggered.
    void chosen(QAction *action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void choose(const QModelIndex &index);

    QList<Entry> m_entries;
    QLineEdit *m_edit;
    PlainLabel *m_found;
    QListView *m_list;
    QStandardItemModel *m_model;
};

} // namespace longshore

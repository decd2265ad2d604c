// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettesearch.h"

#include <QWidget>

class QLineEdit;
class QListView;

namespace longshore
{

class PaletteModel;
class PlainLabel;

/// Ctrl+K: jobs, images, runs and everything the window can do, found by typing; see searchPalette().
class CommandPalette : public QWidget
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *parent = nullptr);

    /// Takes what can be found now and clears the text.
    void setEntries(const QList<PaletteEntry> &entries);
    QLineEdit *lineEdit() const { return m_edit; }

Q_SIGNALS:
    /// The palette should be closed, then this done.
    void chosen(const std::function<void()> &go);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead();
    void makeFoot();
    void search(const QString &text);
    void choose(const QModelIndex &index, bool atOnce = false);
    void step(int steps);

    QLineEdit *m_edit;
    PlainLabel *m_found;
    QListView *m_list;
    PaletteModel *m_model;
};

} // namespace longshore

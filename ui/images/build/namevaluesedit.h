// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/namevaluesmodel.h"

#include <QWidget>

class QTreeView;

namespace longshore
{

class RowButtons;

/// A table of names and values with its buttons.
class NameValuesEdit : public QWidget
{
    Q_OBJECT
public:
    NameValuesEdit(const QString &name, const QString &title, const QString &addWord, QWidget *parent);

    NameValuesModel &model() { return *m_model; }
    /// An editor that is open in a cell gives what was typed to the model, and closes.
    void commit();

Q_SIGNALS:
    void changed();

private:
    void add();
    void showState();

    NameValuesModel *m_model;
    QTreeView *m_table;
    RowButtons *m_buttons;
};

} // namespace longshore

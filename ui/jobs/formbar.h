// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCompleter;
class QLineEdit;
class QStandardItemModel;
class QToolButton;

namespace longshore
{

class FormModel;
class FormView;

/// Above a form: a search that jumps to a field, and a switch that leaves only what was changed.
class FormBar : public QWidget
{
    Q_OBJECT
public:
    FormBar(FormModel &model, FormView &view, QWidget *parent);

    void focusSearch();

Q_SIGNALS:
    void fieldChosen(const QString &path);

private:
    void search(const QString &words);
    void choose(const QModelIndex &hit);

    FormModel &m_model;
    QLineEdit *m_edit;
    QStandardItemModel *m_hits;
    QCompleter *m_popup;
    QToolButton *m_changedOnly;
};

} // namespace longshore

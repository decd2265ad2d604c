// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QPushButton;
class QVBoxLayout;

namespace longshore
{

/// A question that must be answered before going on: a sentence, fields, and two buttons of which one says what will
/// happen. Window-modal; deletes itself. Fill `column`, connect to `accepted`, then `ask`.
class Question : public QDialog
{
    Q_OBJECT
public:
    Question(QWidget *parent, const QString &name, const QString &title, const QString &sentence, const QString &doIt);

    /// A field with its label, in the one form of the question; the first one gets the focus.
    QFormLayout *addField(const QString &label, QWidget *field);
    /// Shows it; to be called last.
    void ask();

    /// Makes as much room as what is shown takes at this width: wrapped text that came or changed since.
    void fit();

    QVBoxLayout *column;
    QPushButton *accepting;
    QPushButton *cancel;

private:
    QDialogButtonBox *m_buttons;
    QFormLayout *m_form = nullptr;
};

} // namespace longshore

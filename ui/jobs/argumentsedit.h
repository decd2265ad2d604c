// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QWidget>

class QLineEdit;

namespace longshore
{

class MarkLabel;

/// A list of words (`extra.cmd`, `extra.entrypoint`) as one line, quoted as in a shell. Empty: as the image has it.
class ArgumentsEdit : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    ArgumentsEdit(JobEditor &editor, const QString &path, const QString &title, QWidget *parent);
    /// What the image has, for as long as the line is empty.
    void setImageWords(const QStringList &words);

private:
    void showDocument();
    void readText();

    JobEditor &m_editor;
    QString m_path;
    QString m_title;
    QLineEdit *m_line;
    MarkLabel *m_problem;
    bool m_busy = false;
};

} // namespace longshore

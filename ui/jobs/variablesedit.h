// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QWidget>

class QPlainTextEdit;

namespace longshore
{

class MarkLabel;

/// `extra.env` as text, one `NAME=value` a line, in bulk; files of variables can be read in.
class VariablesEdit : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    VariablesEdit(JobEditor &editor, QWidget *parent);

private:
    void showDocument();
    void readText();
    void importFile();
    void readFile(const QString &path);

    JobEditor &m_editor;
    QPlainTextEdit *m_text;
    MarkLabel *m_remark;
    bool m_busy = false;
};

} // namespace longshore

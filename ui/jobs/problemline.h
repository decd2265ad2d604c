// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QWidget>

class QVBoxLayout;

namespace longshore
{

class MarkLabel;
class PlainLabel;

/// The line under a field: its help, or in its place what is wrong with the value. A problem is told once the field was
/// left, and goes away while a person types.
class ProblemLine : public QWidget
{
    Q_OBJECT
public:
    ProblemLine(FormModel &model, const QString &path, const QString &help, QWidget *parent);

    void hold(); ///< a person types
    void tell(); ///< the field was left, or Run was asked for

Q_SIGNALS:
    void wrong(bool wrong); ///< an error is shown, or no longer

private:
    void showState();

    FormModel &m_model;
    QString m_path;
    QVBoxLayout *m_column;
    PlainLabel *m_help = nullptr;   ///< null: there is none
    MarkLabel *m_problem = nullptr; ///< made for the first problem
    bool m_told = false;
};

} // namespace longshore

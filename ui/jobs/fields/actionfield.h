// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QPushButton;
class QToolButton;

namespace longshore
{

class MarkLabel;

/// A button that runs one of the component's own actions with what the form holds, and what it said (U5, U9).
class ActionField : public FieldEditor
{
    Q_OBJECT
public:
    ActionField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override {}

private:
    void showState();

    QPushButton *m_button;
    QToolButton *m_stop;
    MarkLabel *m_result;
};

} // namespace longshore

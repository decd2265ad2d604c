// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QWidget>

class QToolButton;

namespace longshore
{

class MarkLabel;

/// The button that lets the component list a field's choices (U9), and what went wrong. Below the field's control.
class ChoiceLoader : public QWidget
{
    Q_OBJECT
public:
    ChoiceLoader(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

Q_SIGNALS:
    void loaded(); ///< the field's choices are new

private:
    void press();
    void showState();

    FormModel &m_model;
    const FieldSpec &m_spec;
    QString m_path;
    QToolButton *m_button;
    MarkLabel *m_state;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QAction;
class QLineEdit;

namespace longshore
{

/// A secret: dots, shown only while the eye is pressed in; no input method or completer may remember it (U2).
class PasswordField : public FieldEditor
{
    Q_OBJECT
public:
    PasswordField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    QLineEdit *m_edit;
    QAction *m_reveal;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

namespace longshore
{

class SecretEdit;

/// A secret of the form (U2). What the job only refers to is never shown; typing replaces it.
class PasswordField : public FieldEditor
{
    Q_OBJECT
public:
    PasswordField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    SecretEdit *m_edit;
};

} // namespace longshore

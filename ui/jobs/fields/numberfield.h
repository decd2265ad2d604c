// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

/// A number as typed, so that its spelling survives; right-aligned.
class NumberField : public FieldEditor
{
    Q_OBJECT
public:
    NumberField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    QLineEdit *m_edit;
};

} // namespace longshore

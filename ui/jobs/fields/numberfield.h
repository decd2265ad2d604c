// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

/// A number as typed, so that its spelling survives; right-aligned. Up and Down, and the arrows beside it, step within the
/// limits of the schema.
class NumberField : public FieldEditor
{
    Q_OBJECT
public:
    NumberField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(int direction);
    QWidget *makeArrows();

    QLineEdit *m_edit;
};

} // namespace longshore

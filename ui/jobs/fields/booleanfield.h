// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QCheckBox;

namespace longshore
{

/// A check box with the title beside it; the whole title can be clicked.
class BooleanField : public FieldEditor
{
    Q_OBJECT
public:
    BooleanField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QCheckBox *m_box;
    QWidget *m_title;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QButtonGroup;

namespace longshore
{

/// One of few choices, all in sight (`format: radio`).
class RadioField : public FieldEditor
{
    Q_OBJECT
public:
    RadioField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(int index);

    QButtonGroup *m_group;
};

} // namespace longshore

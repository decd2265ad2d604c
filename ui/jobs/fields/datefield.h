// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

/// A date as text (`2026-03-01`), so that what is no date is kept and said; a calendar to pick from beside it.
class DateField : public FieldEditor
{
    Q_OBJECT
public:
    DateField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void openCalendar();
    void pick(const QDate &date);

    QLineEdit *m_edit;
};

} // namespace longshore

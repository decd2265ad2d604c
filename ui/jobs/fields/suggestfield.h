// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

/// A text that is completed from what the form's sources know; any other can be typed. Says what counts while it is
/// empty.
class SuggestField : public FieldEditor
{
    Q_OBJECT
public:
    SuggestField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void showFallback();

    QLineEdit *m_edit;
};

} // namespace longshore

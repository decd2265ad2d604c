// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QPlainTextEdit;

namespace longshore
{

/// Several lines of text.
class TextField : public FieldEditor
{
    Q_OBJECT
public:
    TextField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    QPlainTextEdit *m_edit;
};

} // namespace longshore

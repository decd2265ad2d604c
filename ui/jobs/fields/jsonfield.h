// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QPlainTextEdit;

namespace longshore
{

/// Any value as JSON text: what the form has no control for.
class JsonField : public FieldEditor
{
    Q_OBJECT
public:
    JsonField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void write();

    QPlainTextEdit *m_edit;
};

} // namespace longshore

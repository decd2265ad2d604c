// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

/// One line of text; white space around it goes when the schema wants that.
class StringField : public FieldEditor
{
    Q_OBJECT
public:
    StringField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void trim(); ///< `format: trim`

    QLineEdit *m_edit;
};

} // namespace longshore

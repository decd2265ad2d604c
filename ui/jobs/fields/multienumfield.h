// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;
class QListWidget;

namespace longshore
{

/// Some of the field's choices, as a list to tick; where other values are allowed, a line to add them.
class MultiEnumField : public FieldEditor
{
    Q_OBJECT
public:
    MultiEnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void fill();
    void write();
    void addTyped();

    QListWidget *m_list;
    QLineEdit *m_new = nullptr; ///< null: only the choices
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QListWidget;

namespace longshore
{

/// Some of the schema's choices, as a list to tick.
class MultiEnumField : public FieldEditor
{
    Q_OBJECT
public:
    MultiEnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void write();

    QListWidget *m_list;
};

} // namespace longshore

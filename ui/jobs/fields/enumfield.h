// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QComboBox;

namespace longshore
{

/// One of the schema's choices; a value that is none of them is shown as such and kept.
class EnumField : public FieldEditor
{
    Q_OBJECT
public:
    EnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(int index);
    QString defaultTitle() const;

    QComboBox *m_combo;
    bool m_hasEmpty;
};

} // namespace longshore

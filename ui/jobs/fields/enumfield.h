// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QComboBox;

namespace longshore
{

/// One of the field's choices, which the component itself may list (U9); a value that is none of them is shown as such
/// and kept.
class EnumField : public FieldEditor
{
    Q_OBJECT
public:
    EnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    void fill();
    void choose(int index);
    QString defaultTitle() const;

    QComboBox *m_combo;
    QList<FieldChoice> m_choices; ///< as listed
    bool m_hasEmpty;
};

} // namespace longshore

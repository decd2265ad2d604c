// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;

namespace longshore
{

class FlowLayout;

/// A list of short texts (`tags`, `creatable` without choices): one chip each, a click takes it away; Enter or a comma
/// adds what is typed, Backspace in the empty line takes the last one back.
class TagsField : public FieldEditor
{
    Q_OBJECT
public:
    TagsField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QVariantList tags() const;
    void write(const QVariantList &tags);
    void addTyped();

    QWidget *m_chips;
    FlowLayout *m_flow;
    QLineEdit *m_new;
};

} // namespace longshore

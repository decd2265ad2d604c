// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

#include <QVBoxLayout>

class QComboBox;

namespace longshore
{

class PlainLabel;

/// One of several ways to describe a value (`oneOf`, `anyOf`): a selector and the fields of the active one. Switching
/// keeps the values of the one left. As a part of an object it stands among its rows; where a field of that object is
/// the selector, it has none of its own.
class VariantField : public FieldEditor
{
    Q_OBJECT
public:
    VariantField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    void refresh(const QString &changed) override;
    void reload() override;
    void setStacked(bool stacked) override;
    void setOnlyChanged(bool only) override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;
    bool isGroup() const override { return true; }

protected:
    void showValue() override {}

private:
    void makeSelector(QWidget *row);
    void showActive();
    FieldEditor *makeInner(const FieldSpec &variant);

    int m_depth;
    int m_active = -2; ///< none was shown yet
    bool m_stacked = false;
    bool m_onlyChanged = false;
    QVBoxLayout *m_column;
    QComboBox *m_selector = nullptr; ///< null: a field of the object selects
    PlainLabel *m_label = nullptr;
    FieldEditor *m_inner = nullptr;
};

} // namespace longshore

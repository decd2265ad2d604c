// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

#include <vector>

namespace longshore
{

class FieldRow;

/// The fields of one object below each other, with a rule at the left when it is nested.
class ObjectField : public FieldEditor
{
    Q_OBJECT
public:
    /// `depth` 0 is the form itself.
    ObjectField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    void refresh(const QString &changed) override;
    void reload() override;
    void setStacked(bool stacked) override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;
    bool isGroup() const override { return true; }

protected:
    void showValue() override {}
    void paintEvent(QPaintEvent *event) override;

private:
    int m_depth;
    std::vector<FieldRow *> m_rows;
};

} // namespace longshore

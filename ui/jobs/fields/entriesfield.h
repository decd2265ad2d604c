// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/tablefield.h"

namespace longshore
{

/// A list of objects with many fields (`format: entries`, in our own forms): a table of what tells them apart, and below
/// it all fields of the chosen one.
class EntriesField : public TableField
{
    Q_OBJECT
public:
    EntriesField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    void refresh(const QString &changed) override;
    void reload() override;
    void setStacked(bool stacked) override;
    void setOnlyChanged(bool only) override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;

protected:
    void begin(const QModelIndex &first) override;
    void showState() override;

private:
    void keepRow();
    void showDetail(int row);

    int m_depth;
    bool m_stacked = false;
    bool m_onlyChanged = false;
    int m_row = -1; ///< whose fields are shown
    FieldEditor *m_detail = nullptr;
};

} // namespace longshore

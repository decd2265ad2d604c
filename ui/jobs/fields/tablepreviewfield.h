// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

#include <QTimer>

namespace longshore
{

class FilePreviewPane;

/// The first rows of a table that another field names (`suggest: preview`), from its file or the Storage. No value.
class TablePreviewField : public FieldEditor
{
    Q_OBJECT
public:
    TablePreviewField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

    void reload() override { showValue(); }

protected:
    void showValue() override;

private:
    QString sentence(const QString &table) const;

    FilePreviewPane *m_pane;
    QTimer m_soon;
    QString m_shown; ///< table, file and state of what is shown
};

} // namespace longshore

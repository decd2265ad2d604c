// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

namespace longshore
{

class PathLine;

/// A folder on disk (`format: folder`, in our own forms); relative ones start where the job is.
class FolderField : public FieldEditor
{
    Q_OBJECT
public:
    FolderField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

protected:
    void showValue() override;

private:
    PathLine *m_line;
};

} // namespace longshore

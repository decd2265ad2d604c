// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

namespace longshore
{

class MarkLabel;
class PathLine;

/// Where the rows of an input table come from (`suggest: file`): the Storage, or a CSV file on disk, of which it says
/// how it is written. The value is no part of the form: it stands in `input.fileTables`.
class FileTableField : public FieldEditor
{
    Q_OBJECT
public:
    FileTableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

    void reload() override { showValue(); }

protected:
    void showValue() override;

private:
    void take(const QString &file);
    void showFacts();

    PathLine *m_file;
    MarkLabel *m_facts;
};

} // namespace longshore

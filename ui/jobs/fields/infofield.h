// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

namespace longshore
{

/// A text of the schema; no value.
class InfoField : public FieldEditor
{
    Q_OBJECT
public:
    InfoField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);
    void reload() override {}

protected:
    void showValue() override {}
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

class ElidedLabel;
class JobSchema;
class MarkLabel;

/// Above the parameters: where the schema of the form is from, and the menu with other ones.
class SchemaLine : public QWidget
{
    Q_OBJECT
public:
    /// `schema` outlives the line.
    SchemaLine(JobSchema &schema, QWidget *parent);

private:
    void refresh();

    JobSchema &m_schema;
    ElidedLabel *m_words;
    MarkLabel *m_hint;
};

} // namespace longshore

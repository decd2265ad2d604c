// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QList>
#include <QObject>

class QVBoxLayout;
class QWidget;

namespace longshore
{

class ActionRunner;
class FormPart;
class JobSchema;
class JobSection;

/// The sections of the job editor, top to bottom, and their one-line summaries.
class JobSections : public QObject
{
    Q_OBJECT
public:
    /// Makes them into `column`, below `parent`. `editor` and `schema` outlive them.
    JobSections(JobEditor &editor, JobSchema &schema, QVBoxLayout *column, QWidget *parent);

    const QList<JobSection *> &all() const { return m_all; }
    JobSection *parameters() const { return m_parameters; }
    /// The first one that shows `path`; null when none does.
    JobSection *at(const QString &path) const;
    Problems problems() const; ///< of all their forms
    /// `problems` is about the document as it is now; else `problemsChanged` comes when it is.
    bool areChecked() const;
    /// Runs the buttons of the parameters; it outlives them.
    void setActionRunner(ActionRunner *runner);

Q_SIGNALS:
    void summariesChanged();
    void problemsChanged();

private:
    JobSection *make(const QString &name, const QString &title);
    FormPart *form(JobSection *section, const QString &path, const QString &schema, const QString &key = {});
    void makeComponent();
    void makeData();
    void makeEnvironment();
    void makeRows();
    void refresh();
    void refreshSchema();

    JobEditor &m_editor;
    JobSchema &m_jobSchema;
    QVBoxLayout *m_column;
    QWidget *m_parent;
    QByteArray m_schema;
    QByteArray m_rowSchema;
    QList<JobSection *> m_all;
    JobSection *m_component = nullptr;
    JobSection *m_parameters = nullptr;
    JobSection *m_input = nullptr;
    JobSection *m_output = nullptr;
    JobSection *m_processors = nullptr;
    JobSection *m_environment = nullptr;
    JobSection *m_rows = nullptr;
    FormPart *m_parametersForm = nullptr;
    FormPart *m_rowsForm = nullptr;
};

} // namespace longshore

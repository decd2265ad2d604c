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
class ArgumentsEdit;
class FormPart;
class DefaultBucketOffer;
class JobSchema;
class JobSection;
class MappingSources;
struct ImageDetails;

/// The sections of the job editor, top to bottom, and their one-line summaries.
class JobSections : public QObject
{
    Q_OBJECT
public:
    /// Makes them into `column`, below `parent`. `editor` and `schema` outlive them.
    JobSections(JobEditor &editor, JobSchema &schema, QVBoxLayout *column, QWidget *parent);

    /// The record of the image's label `longshore.component`, or empty: it may name a default bucket.
    void setLabelRecord(const QByteArray &record);
    /// Shows what the job's image gives its container besides.
    void setImage(const ImageDetails &image);

    const QList<JobSection *> &all() const { return m_all; }
    JobSection *parameters() const { return m_parameters; }
    /// The first one that shows `path`; null when none does.
    JobSection *at(const QString &path) const;
    Problems problems() const; ///< of all their forms
    /// Shows at its field what others found; `problems` is without it.
    void setOuterProblems(const Problems &problems);
    /// What mappings are completed from.
    MappingSources &sources() const { return *m_sources; }
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
    MappingSources *m_sources;
    JobSchema &m_jobSchema;
    QByteArray m_label;
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
    FormPart *m_mappingForm = nullptr;
    DefaultBucketOffer *m_bucketOffer = nullptr;
    bool m_telling = false; ///< `setOuterProblems` is under way
    ArgumentsEdit *m_entrypoint = nullptr;
    ArgumentsEdit *m_command = nullptr;
};

} // namespace longshore

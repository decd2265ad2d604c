// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/schemalab.h"
#include "ui/jobs/runsource.h"

#include <QDialog>
#include <QTimer>

class QPlainTextEdit;

namespace longshore
{

class Bar;
class ConfigPreview;
class ElidedLabel;
class FormModel;
class MarkLabel;
class ProblemList;

/// The schema lab: a configuration schema as text, with what the platform's form has against it below, beside the form it
/// makes and the config.json that comes out. A broken schema leaves the form as it was and says where it is broken. What
/// is typed into the form is for trying only. Not modal; deletes itself when closed. Open it with show().
class SchemaLabWindow : public QDialog
{
    Q_OBJECT
public:
    /// What it is opened with.
    struct Start {
        JobDocument job;      ///< whose parameters the form tries
        QByteArray schema;    ///< text; empty: a small one to begin with
        QString path;         ///< file of the schema; empty = none
        bool forJob = false;  ///< `useRequested` leads somewhere
    };
    explicit SchemaLabWindow(const Start &start, QWidget *parent = nullptr);

    QByteArray text() const;
    /// Opens a file in place of what is there; asks first when that was changed.
    void open(const QString &path);
    void saveTo(const QString &path);
    /// Closes; asks first when something was changed and neither used nor saved.
    void reject() override;

Q_SIGNALS:
    /// The schema (JSON text) is to be used by the job.
    void useRequested(const QByteArray &schema);

private:
    Bar *makeHeader(bool forJob);
    QWidget *makeText();
    QWidget *makeForm();
    void setText(const QByteArray &text, const QString &path);
    void schemaChanged();
    void showReading();
    void showConfig();
    void showHeader();
    void goTo(const Problem &problem);
    void askOpen();
    void save();
    void saveAs();
    void use();
    void tell(const Error &error);
    void askDiscard(const std::function<void()> &then);
    bool isChanged() const { return text() != m_kept; }

    JobDocument m_job;
    QString m_path;
    QByteArray m_kept; ///< text as it was opened, saved or used last
    SchemaLab m_lab;
    FormModel *m_model; ///< a child: closing takes the focus out of a field, which still asks it
    std::optional<RunSource> m_source; ///< makes config.json; of the schema in the form
    QTimer m_pause;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    QPlainTextEdit *m_text = nullptr;
    ProblemList *m_findings = nullptr;
    MarkLabel *m_banner = nullptr;
    MarkLabel *m_message = nullptr; ///< what could not be opened or saved
    ConfigPreview *m_config = nullptr;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"
#include "model/run/runrequest.h"
#include "ui/jobs/runsource.h"

#include <QDialog>
#include <QTimer>

class QScrollArea;
class QTabWidget;

namespace longshore
{

class ActionRunner;
class Bar;
class ConfigPreview;
class DataFolderRow;
class FormBar;
class FormView;
class ParametersEdit;
class ProblemList;
class SecretKeeper;

/// Run…: the parameters of a job as a form, what the component will get beside it, and what is wrong below that. Not
/// modal; deletes itself when closed. Open it with show().
class RunDialog : public QDialog
{
    Q_OBJECT
public:
    /// `imageLabelRecord` is the JSON of the image's label `longshore.component`, or empty; it describes the parameters
    /// where the job's component does not.
    RunDialog(const JobDocument &job, const QByteArray &imageLabelRecord, QWidget *parent = nullptr);

    /// What the buttons of the form run with; see `FormActions::setRunner`.
    void setActionRunner(ActionRunner *runner);
    /// What gives the run its secrets once Run was pressed; outlives the dialog. The dialog stays while it asks.
    void setKeeper(SecretKeeper *keeper) { m_keeper = keeper; }
    /// The job with these parameters (JSON), as Run would start it.
    RunRequest requestWith(const QByteArray &parameters) const;

    /// Closes; asks first when something was changed.
    void reject() override;

Q_SIGNALS:
    /// Run was pressed and nothing is wrong; the dialog closes after it.
    void runRequested(const longshore::RunRequest &request);

private:
    Bar *makeHeader();
    QWidget *makeForm();
    QWidget *makeTruth();
    QWidget *makeFoot();
    void refreshPreview();
    void refreshProblems();
    Problems allProblems() const;
    void run();
    void goTo(const Problem &problem);
    bool goToField(const QString &path);
    bool isChanged() const;

    RunSource m_source;
    FormModel *m_model; ///< a child: closing takes the focus out of a field, which still asks it
    SecretKeeper *m_keeper = nullptr;
    FormView *m_form = nullptr;
    FormBar *m_bar = nullptr;
    QScrollArea *m_scroll = nullptr;
    DataFolderRow *m_data = nullptr;
    QTabWidget *m_tabs = nullptr;
    ConfigPreview *m_preview = nullptr;
    ParametersEdit *m_json = nullptr;
    ProblemList *m_problems = nullptr;
    QTimer m_soon; ///< until typing pauses
    bool m_runWhenChecked = false; ///< Run was pressed while a large form was being checked
};

} // namespace longshore

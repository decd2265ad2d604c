// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/jobs/import/importresult.h"
#include "model/jobs/jobeditor.h"
#include "model/run/runrequest.h"
#include "ui/jobs/jobtruth.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QAction;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace longshore
{

class ActionRunner;
class ElidedLabel;
class JobJsonEdit;
class JobSchema;
class JobSection;
class JobSections;
class MappingSources;
class PlainLabel;
class SecretKeeper;
class SectionList;
class VerdictBar;

/// What an editor knows besides its job.
struct JobContext {
    QByteArray labelRecord;        ///< JSON of the image's label `longshore.component`, or empty
    QList<UnmappedItem> unmapped;  ///< of an import; listed among the problems
    QStringList secrets;           ///< of an import: paths of what goes to the vault before it is saved
    std::optional<ImageDetails> image; ///< what is known of the job's image
    SecretKeeper *keeper = nullptr; ///< takes the secrets of what is saved; null: they stay. Outlives the editor
    LastRun lastRun;
};

/// One job: header, sections left, form in the middle, truth right. Form and JSON are two views of one document.
class JobEditorView : public QWidget
{
    Q_OBJECT
public:
    JobEditorView(std::unique_ptr<JobEditor> editor, const JobContext &context, QWidget *parent);
    ~JobEditorView() override;

    JobEditor &editor() { return *m_editor; }
    MappingSources &sources() const; ///< what the mappings are completed from
    void setLastRun(const LastRun &run);
    void setLabelRecord(const QByteArray &record);
    JobSchema &schema() const { return *m_schema; }
    /// Runs the buttons of the parameters, with `requestWith`; it outlives the view or is its child.
    void setActionRunner(ActionRunner *runner);
    /// What Run would ask for, with these parameters (JSON) instead of the job's.
    RunRequest requestWith(const QByteArray &parameters) const;
    /// Saves, asking where for a job that has no file yet (`saveAsRequested`).
    void save();
    /// Its secrets go to the vault first, which may ask; then `saved` is called, unless it was cancelled or failed.
    void saveTo(const QString &path, const std::function<void()> &saved = {});
    void run();
    void check();
    void focusSearch();
    QString statusText() const; ///< "Split comments: 2 errors, 1 warning"
    /// Undo, redo, save …, in the order of a menu; nullptr = separator.
    QList<QAction *> actions() const { return m_actions; }

Q_SIGNALS:
    void backRequested();
    void saveAsRequested();
    void runRequested(const longshore::RunRequest &request);
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &text, const QString &icon, const QKeySequence &key, void (JobEditorView::*slot)());
    void makeActions();
    QWidget *makeHeader();
    QWidget *makeForm();
    QWidget *makeSearch(QWidget *parent);
    void showHeader();
    void showOutside();
    void refreshSoon();
    void refresh();
    void refreshProblems();
    Problems allProblems(const Problems &ofDocument) const;
    void goTo(const Problem &problem);
    void goToPath(const QString &path);
    void goToSection(JobSection *section);
    void setJsonShown(bool shown);
    void write(const JobDocument &job, const QString &path, const std::function<void()> &saved);
    void saveElsewhere();
    void exportZip();
    void chooseSchema();
    void editSchema();
    void schemaFailed(const Error &error);
    void undo();
    void redo();
    void goBack();

    std::unique_ptr<JobEditor> m_editor;
    JobSchema *m_schema;
    JobContext m_context;
    Problems m_planProblems;
    Problems m_checked; ///< of the last Check, until something changes
    QList<QAction *> m_actions;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_json = nullptr;
    bool m_runWhenChecked = false;
    QTimer m_soon;
    ElidedLabel *m_title = nullptr;
    PlainLabel *m_modified = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    VerdictBar *m_outside = nullptr;
    QSplitter *m_split = nullptr;
    SectionList *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    QLineEdit *m_search = nullptr;
    JobSections *m_sections = nullptr;
    JobJsonEdit *m_jsonEdit = nullptr;
    JobTruth *m_truth = nullptr;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"
#include "model/jobs/jobsmodel.h"
#include "model/run/runrequest.h"
#include "ui/jobs/jobsactions.h"
#include "ui/jobs/jobschema.h"
#include "ui/shell/page.h"

#include <QPointer>
#include <QSortFilterProxyModel>
#include <functional>

class QStackedWidget;
class QTreeView;

namespace longshore
{

class ActionRunner;
class FilterField;
class JobEditor;
class JobEditorView;
struct LastRun;
class StatePage;

/// The Jobs page: the job files of the workspace, and one job's editor in their place when it is opened. Takes what is
/// dropped and pasted.
class JobsPage : public Page
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    /// What is known of the images here.
    struct Images {
        std::function<QStringList()> references;                          ///< of local images, to choose from
        std::function<QByteArray(const QString &reference)> labelRecord; ///< label `longshore.component`, or empty
    };

    /// `folders` and `model` outlive it.
    JobsPage(JobFolders &folders, JobsModel &model, const Images &images = {}, QWidget *parent = nullptr, Clock clock = {});

    /// Makes what runs the buttons of an editor's form; `request` says what to run.
    using MakeActions = std::function<ActionRunner *(std::function<RunRequest(const QByteArray &parameters)> request, QObject *parent)>;
    void setActions(const MakeActions &make) { m_makeActions = make; }

    /// How the editor reads a schema out of an image.
    void setImageReader(const JobSchema::ReadImage &read) { m_readImage = read; }

    void openFile(const QString &path);
    /// A job of this image, with its schema's defaults.
    void newJob(const QString &image, const QString &name = {});
    void openImport(const ImportResult &result);
    /// From a path or pasted text, worked out on a worker.
    void importPath(const QString &path);
    void importText(const QString &text);
    /// The way to a job file elsewhere, for the empty state.
    void setOpenAction(QAction *action);
    /// Calls `then` once nothing is unsaved, or what is may be lost.
    void leave(const std::function<void()> &then);
    bool hasUnsaved() const;

    QList<QAction *> pageActions() const override;
    void focusFilter() override;
    void refresh() override;
    QByteArray viewState() const;
    bool restoreViewState(const QByteArray &state);

Q_SIGNALS:
    void runRequested(const longshore::RunRequest &request);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeList();
    void joinActions();
    void showState();
    void updateCount();
    void updateActions();
    void openEditor(std::unique_ptr<JobEditor> editor, const QList<UnmappedItem> &unmapped);
    void showList();
    void tellStatus();
    void taken(const Result<ImportResult> &result);
    void saveAs();
    void saveAndThen(const std::function<void()> &then);
    void fileChanged(const QString &path);
    LastRun lastRun() const;
    QByteArray recordFor(const JobDocument &job) const;
    JobEntry current() const;
    void openCurrent();
    void runCurrent();
    void askNew();
    void renameCurrent();
    void removeCurrent();
    void openSchemaLab();
    void complain(const Error &error);

    JobFolders &m_folders;
    MakeActions m_makeActions;
    JobSchema::ReadImage m_readImage;
    JobsModel &m_model;
    Images m_images;
    QSortFilterProxyModel m_proxy;
    JobsActions m_actions;
    Clock m_clock;
    QAction *m_openAction = nullptr;
    QStackedWidget *m_stack;
    StatePage *m_states;
    FilterField *m_filter;
    QTreeView *m_view;
    QPointer<JobEditorView> m_editor;
};

} // namespace longshore

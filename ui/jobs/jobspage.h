// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/jobs/import/importresult.h"
#include "model/jobs/jobsmodel.h"
#include "model/jobs/watchrun.h"
#include "model/run/runrequest.h"
#include "ui/jobs/jobsactions.h"
#include "ui/jobs/jobschema.h"
#include "ui/shell/page.h"

#include <QPointer>
#include <functional>
#include <optional>

class QSplitter;
class QStackedWidget;
class QToolButton;

namespace longshore
{

class ActionRunner;
class FilteredTable;
class JobEditor;
class JobEditorView;
class SecretKeeper;
class StorageCommands;
struct LastRun;
class StatePage;
class WatchPane;
struct ContainerSetup;

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

    ~JobsPage() override;

    /// Makes what runs the buttons of an editor's form; `request` says what to run.
    using MakeActions = std::function<ActionRunner *(std::function<RunRequest(const QByteArray &parameters)> request, QObject *parent)>;
    void setActions(const MakeActions &make) { m_makeActions = make; }

    /// What mappings are completed from; outlives the page.
    void setStorage(StorageCommands &storage) { m_storage = &storage; }
    /// Makes what watches the source of the job that `request` gives; without it there is no watching.
    using MakeWatch = std::function<WatchPane *(WatchRun::MakeRequest request, QWidget *parent)>;
    void setWatching(const MakeWatch &make) { m_makeWatch = make; }
    /// What is known of the image that a job names; shown beside what the job says instead.
    using ImageLookup = std::function<std::optional<ImageDetails>(const QString &reference)>;
    void setImageLookup(const ImageLookup &lookup) { m_imageOf = lookup; }
    /// Where the secrets of what is saved go; outlives the page. Without one they stay in the file.
    void setKeeper(SecretKeeper *keeper) { m_keeper = keeper; }
    /// How the editor reads a schema out of an image.
    void setImageReader(const JobSchema::ReadImage &read) { m_readImage = read; }

    void openFile(const QString &path);
    /// A job of this image, with its schema's defaults.
    void newJob(const QString &image, const QString &name = {});
    void openImport(const ImportResult &result);
    /// From a path or pasted text, worked out on a worker.
    void importPath(const QString &path);
    void importText(const QString &text);
    /// A job that runs what a container runs, worked out on a worker; `image` is what is known of its image.
    void importContainer(const ContainerSetup &setup, const std::optional<ImageDetails> &image);
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
    /// To run it once for each, see makeMatrix.
    void matrixRequested(const longshore::RunRequest &request, const QString &axis);
    /// To show what a run left.
    void openRunRequested(const longshore::RunSummary &run);
    /// New jobs shall lie in this folder, which can be written.
    void workspaceChosen(const QString &folder);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeList();
    void showFolder();
    void joinActions();
    void showState();
    void updateCount();
    void updateActions();
    void openEditor(std::unique_ptr<JobEditor> editor, const ImportResult &import = {});
    void joinStorage();
    void joinEditor();
    void addWatch();
    void showSource();
    void closeEditor();
    bool isEditing() const;
    void showList();
    void tellStatus();
    void taken(const Result<ImportResult> &result);
    void saveAs();
    void askTarget(const std::function<void(const QString &path)> &then);
    void saveAndThen(const std::function<void()> &then);
    void fileChanged(const QString &path);
    LastRun lastRun() const;
    QByteArray recordFor(const JobDocument &job) const;
    JobEntry current() const;
    void openCurrent();
    void runCurrent();
    void runOverTags();
    std::optional<RunRequest> currentRequest();
    void chooseWorkspace();
    void askNew();
    void renameCurrent();
    void removeCurrent();
    void openSchemaLab();
    void complain(const Error &error);

    JobFolders &m_folders;
    MakeActions m_makeActions;
    SecretKeeper *m_keeper = nullptr;
    StorageCommands *m_storage = nullptr;
    MakeWatch m_makeWatch;
    JobSchema::ReadImage m_readImage;
    JobsModel &m_model;
    Images m_images;
    ImageLookup m_imageOf;
    JobsActions m_actions;
    Clock m_clock;
    QAction *m_openAction = nullptr;
    QStackedWidget *m_stack;
    StatePage *m_states;
    FilteredTable *m_table;
    QToolButton *m_folder = nullptr; ///< where new jobs go, and the way to choose another
    QPointer<JobEditorView> m_editor;
    QPointer<QSplitter> m_bench; ///< the editor, and what watches its source
    QPointer<WatchPane> m_watch;
};

} // namespace longshore

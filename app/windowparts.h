// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containercommands.h"
#include "model/containers/containerinspector.h"
#include "model/containers/containersmodel.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagetreemodel.h"
#include "model/jobs/jobfolders.h"
#include "model/jobs/jobsmodel.h"
#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "model/run/runtasks.h"
#include "model/settings.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/noticelist.h"
#include "model/tasks/tasklist.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/vault/secretkeeper.h"

#include <memory>

class QApplication;

namespace longshore
{

class ContainersPage;
class EngineBinding;
class ImageParts;
struct ImageUse;
class ImagesPage;
class JobsPage;
class RunLauncher;
class RunsPage;
class StoragePage;

/// All objects of the window, made and joined in one place; nothing else knows more than its neighbours.
class WindowParts : public QObject
{
    Q_OBJECT
public:
    /// `vault` is that of the store; locked or not, runs take their secrets from it. `keychain` outlives this.
    WindowParts(QApplication &app, std::shared_ptr<Store> store, const QString &engine, std::shared_ptr<Vault> vault, Keychain &keychain);
    ~WindowParts() override;

    void start();
    /// The vault could not be opened without asking: whoever needs a secret is told what to do in the window.
    void lockVault() { m_keeper.lock(); }
    /// Stops the runs under way, lets go of the engine, ends the program.
    void stopAndQuit();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void joinEngine();
    void joinImages();
    void openUser(const ImageUse &user);
    void joinContainers();
    void joinRuns();
    void joinJobs();
    void addPages(Keychain &keychain);
    void joinVault();
    void joinPalette();
    void askBeforeQuitting();
    void letGo();

    std::shared_ptr<Store> m_store;
    std::shared_ptr<Vault> m_vault;
    Settings m_settings;
    Theme m_theme;
    TaskList m_tasks;
    NoticeList m_notices;
    EngineSession m_session;
    EngineSync m_sync;
    ContainerCommands m_containerCommands;
    ContainerInspector m_containerInspector;
    LogRoom m_logs;
    RunService m_runs;
    RunTasks m_runTasks;
    StorageCommands m_storage;
    ImageTreeModel m_imageModel;
    ContainersModel m_containersModel;
    RunsModel m_runsModel;
    JobFolders m_jobFolders;
    JobsModel m_jobsModel;
    SecretKeeper m_keeper;
    MainWindow m_window;
    EngineBinding *m_binding;
    RunLauncher *m_launcher;
    ImagesPage *m_images = nullptr;
    std::unique_ptr<ImageParts> m_imageParts;
    JobsPage *m_jobsPage = nullptr;
    RunsPage *m_runsPage = nullptr;
    ContainersPage *m_containers = nullptr;
    StoragePage *m_storagePage = nullptr;
    QString m_listed; ///< the engine whose images and containers the models hold
    bool m_quitting = false;
};

} // namespace longshore

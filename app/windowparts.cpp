// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowparts.h"

#include "app/imageparts.h"
#include "app/runlauncher.h"
#include "model/store/store.h"
#include "ui/containers/containerspage.h"
#include "ui/images/imagespage.h"
#include "ui/jobs/jobspage.h"
#include "ui/runs/runspage.h"
#include "ui/shell/enginebinding.h"
#include "ui/shell/noticestrip.h"
#include "ui/storage/storagepage.h"
#include "ui/vault/secretsdialog.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

Theme::Scheme schemeOf(Settings::Theme theme)
{
    switch (theme) {
    case Settings::Theme::Light: return Theme::Scheme::Light;
    case Settings::Theme::Dark: return Theme::Scheme::Dark;
    case Settings::Theme::System: break;
    }
    return Theme::Scheme::Platform;
}

} // namespace

WindowParts::WindowParts(QApplication &app, std::shared_ptr<Store> store, const QString &engine, std::shared_ptr<Vault> vault, Keychain &keychain)
    : m_store(std::move(store))
    , m_vault(std::move(vault))
    , m_settings(m_store->directory())
    , m_theme(&app, schemeOf(m_settings.theme()))
    , m_session(EngineEnvironment::fromSystem(engine, m_settings.savedEndpoint()))
    , m_sync(m_session)
    , m_containerCommands(m_session, m_sync)
    , m_containerInspector(m_session, m_sync)
    , m_logs(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))
    , m_runs(m_store, m_session.endpoint())
    , m_runTasks(m_runs, m_tasks, nullptr)
    , m_storage(m_store->directory() + u"/storage"_s, m_tasks)
    , m_jobFolders(m_settings.workspaceFolders())
    , m_keeper(*m_vault, keychain)
    , m_window(m_settings, m_tasks, m_theme)
    , m_binding(new EngineBinding(m_session, m_settings, m_window))
    , m_launcher(new RunLauncher(m_runs, m_sync, m_keeper, m_window))
{
    m_runs.setVault(m_vault);
    addPages(keychain);
    m_window.addStrip(new NoticeStrip(m_notices));
    joinEngine();
    joinImages();
    joinContainers();
    joinRuns();
    joinJobs();
    joinVault();
    joinPalette();
    m_window.installEventFilter(this);
    connect(&m_session, &EngineSession::shutDownFinished, &app, &QCoreApplication::quit);
}

void WindowParts::joinEngine()
{
    connect(&m_sync, &EngineSync::failed, m_binding, &EngineBinding::tellNotListed);
    connect(&m_sync, &EngineSync::refreshed, m_binding, &EngineBinding::tellListed);
    connect(&m_window, &MainWindow::tryAgainRequested, &m_sync, &EngineSync::refresh);
    connect(&m_session, &EngineSession::connected, this, [this] {
        m_runs.setEndpoint(m_session.endpoint());
        m_containers->setEndpoint(m_session.endpoint());
        const QString engine = m_session.endpoint().toString();
        if (engine != m_listed) {
            m_listed = engine;
            m_imageModel.applySnapshot({});
            m_images->setLoading();
            m_containersModel.applySnapshot({});
            m_containers->setLoading();
        }
    });
}

void WindowParts::joinImages()
{
    connect(m_images, &ImagesPage::newJobRequested, this, [this](const QString &reference, const QString &name) {
        m_window.openPage(u"jobs"_s);
        m_jobsPage->newJob(reference, name);
    });
}

void WindowParts::openUser(const ImageUse &user)
{
    switch (user.kind) {
    case ImageUse::Kind::Container:
        m_window.openPage(u"containers"_s);
        return m_containers->open(user.id);
    case ImageUse::Kind::Job:
        m_window.openPage(u"jobs"_s);
        return m_jobsPage->openFile(user.id);
    case ImageUse::Kind::Run:
        if (const int row = m_runsModel.rowOf(RunId{user.id}); row >= 0) {
            m_window.openPage(u"runs"_s);
            m_runsPage->open(m_runsModel.at(row));
        }
    }
}

void WindowParts::joinContainers()
{
    connect(m_images, &ImagesPage::containersRequested, this, [this](const QString &filter) {
        m_window.openPage(u"containers"_s);
        m_containers->showOnly(filter);
    });
    connect(&m_session, &EngineSession::lost, m_containers, &ContainersPage::setFailed);
    connect(&m_sync, &EngineSync::containersChanged, &m_containersModel, &ContainersModel::applySnapshot);
    connect(&m_sync, &EngineSync::refreshed, m_containers, &ContainersPage::setRefreshed);
    connect(&m_sync, &EngineSync::failed, m_containers, &ContainersPage::setFailed);
    connect(&m_containerInspector, &ContainerInspector::exitKnown, &m_containersModel, &ContainersModel::setExit);
    connect(&m_containerCommands, &ContainerCommands::pendingChanged, &m_containersModel, &ContainersModel::setPending);
    connect(m_containers, &ContainersPage::refreshRequested, &m_sync, &EngineSync::refresh);
    connect(m_containers, &ContainersPage::useAsJobRequested, this, [this](const ContainerSetup &setup, const std::optional<ImageDetails> &image) {
        m_window.openPage(u"jobs"_s);
        m_jobsPage->importContainer(setup, image);
    });
}

void WindowParts::joinRuns()
{
    connect(&m_runs, &RunService::runsLoaded, &m_runsModel, &RunsModel::applySnapshot);
    connect(&m_runs, &RunService::runChanged, &m_runsModel, &RunsModel::upsert);
    connect(&m_runs, &RunService::finished, &m_storage, &StorageCommands::refresh); // what it wrote is seen at once
    connect(m_runsPage, &RunsPage::runAgainRequested, m_launcher, &RunLauncher::runAgain);
    connect(m_runsPage, &RunsPage::editRequested, m_launcher, &RunLauncher::editAndRunAgain);
    connect(m_runsPage, &RunsPage::storageRequested, this, [this](const QString &table) {
        m_window.openPage(u"storage"_s);
        m_storagePage->open(table);
    });
    connect(m_launcher, &RunLauncher::started, this, [this](const RunSummary &run) {
        m_window.openPage(u"runs"_s);
        m_runsPage->open(run);
    });
}

void WindowParts::joinJobs()
{
    connect(&m_runs, &RunService::runsLoaded, &m_jobsModel, &JobsModel::setRuns);
    connect(&m_runs, &RunService::runChanged, &m_jobsModel, &JobsModel::upsertRun);
    connect(&m_settings, &Settings::workspaceFoldersChanged, &m_jobFolders, [this] { m_jobFolders.setFolders(m_settings.workspaceFolders()); });
    connect(m_jobsPage, &JobsPage::runRequested, m_launcher, &RunLauncher::start);
    connect(m_jobsPage, &JobsPage::matrixRequested, m_launcher, &RunLauncher::runOver);
    connect(m_jobsPage, &JobsPage::openRunRequested, m_launcher, &RunLauncher::started);
    connect(m_jobsPage, &JobsPage::workspaceChosen, this, [this](const QString &folder) {
        QStringList folders = m_settings.workspaceFolders().mid(1); // the first one is where new jobs go
        folders.removeAll(folder);
        m_settings.setWorkspaceFolders(QStringList{folder} + folders);
    });
    connect(m_launcher, &RunLauncher::jobChosen, this, [this](const QString &path) {
        m_window.openPage(u"jobs"_s);
        m_jobsPage->importPath(path);
    });
}

void WindowParts::joinVault()
{
    auto *secrets = new QAction(tr("&Secrets…"), &m_window);
    secrets->setObjectName(u"showSecrets"_s);
    secrets->setStatusTip(tr("What the vault keeps, and what locks it"));
    connect(secrets, &QAction::triggered, this, [this] {
        auto *dialog = m_window.findChild<SecretsDialog *>();
        if (!dialog)
            dialog = new SecretsDialog(m_keeper, &m_window);
        dialog->show();
        dialog->activateWindow();
    });
    m_window.addFileActions({secrets});
}

void WindowParts::start()
{
    m_window.show();
    m_runs.load();
    m_storage.refresh();
    m_jobFolders.refresh();
    m_session.start();
}

bool WindowParts::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Close && !m_quitting) {
        if (m_jobsPage->hasUnsaved()) {
            event->ignore();
            m_window.openPage(u"jobs"_s);
            m_jobsPage->leave([this] { m_window.close(); });
            return true;
        }
        if (m_runs.activeCount() > 0) {
            event->ignore();
            askBeforeQuitting();
            return true;
        }
        letGo();
    }
    return QObject::eventFilter(watched, event);
}

void WindowParts::askBeforeQuitting()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Runs are under way"), {}, QMessageBox::NoButton, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("%n run(s) are under way. Quitting stops them; their logs so far are kept.", nullptr, m_runs.activeCount()));
    QPushButton *stop = box->addButton(tr("Stop %n run(s) and quit", nullptr, m_runs.activeCount()), QMessageBox::DestructiveRole);
    box->addButton(tr("Keep the window open"), QMessageBox::RejectRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, stop](QAbstractButton *clicked) {
        if (static_cast<QObject *>(clicked) == static_cast<QObject *>(stop))
            stopAndQuit();
    });
    box->open();
}

void WindowParts::stopAndQuit()
{
    if (m_quitting)
        return;
    if (m_runs.activeCount() == 0)
        return letGo();
    m_quitting = true;
    connect(&m_runs, &RunService::idle, this, &WindowParts::letGo);
    m_runs.cancelAll();
}

void WindowParts::letGo()
{
    m_quitting = true;
    m_session.shutDown();
}

} // namespace longshore

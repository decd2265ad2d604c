// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the window, each with what it asks of the program; how they meet is in windowparts.cpp.
#include "app/imageparts.h"
#include "app/localimages.h"
#include "app/runlauncher.h"
#include "app/windowparts.h"
#include "model/run/imagefile.h"
#include "model/run/syncactionrunner.h"
#include "model/store/store.h"
#include "ui/containers/containerlogtab.h"
#include "ui/containers/containerspage.h"
#include "ui/images/imagespage.h"
#include "ui/jobs/jobspage.h"
#include "ui/jobs/watchpane.h"
#include "ui/runs/runspage.h"
#include "ui/storage/storagepage.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString imagesView = u"images/columns"_s;
const QString jobsView = u"jobs/columns"_s;
const QString runsView = u"runs/columns2"_s;
const QString containersView = u"containers/columns"_s;
const QString storageView = u"storage/columns"_s;

} // namespace

WindowParts::~WindowParts()
{
    m_settings.setViewState(imagesView, m_images->viewState());
    m_settings.setViewState(jobsView, m_jobsPage->viewState());
    m_settings.setViewState(runsView, m_runsPage->viewState());
    m_settings.setViewState(containersView, m_containers->viewState());
    m_settings.setViewState(storageView, m_storagePage->viewState());
}

void WindowParts::addPages(Keychain &keychain)
{
    m_images = new ImagesPage(m_imageModel);
    m_images->setFirstWays(m_launcher->demoAction(), m_launcher->openJobAction());
    m_imageParts = std::make_unique<ImageParts>(
        ImageServices{m_session, m_sync, *m_store, m_settings, m_tasks, m_notices, m_logs, keychain, *m_launcher, m_imageModel, m_jobsModel, m_runsModel, m_window},
        *m_images);
    connect(m_imageParts.get(), &ImageParts::openRequested, this, &WindowParts::openUser);
    m_runs.setRegistries(m_imageParts->registries());
    m_images->restoreViewState(m_settings.viewState(imagesView));
    m_window.addPage({u"images"_s, tr("Images"), u"package"_s, tr("&Image")}, m_images);

    m_jobsPage = new JobsPage(m_jobFolders, m_jobsModel,
                              {[this] { return localReferences(m_sync); }, [this](const QString &reference) { return labelRecord(m_sync, reference); }});
    m_jobsPage->setImageLookup([this](const QString &reference) { return detailsOf(m_sync, reference); });
    m_jobsPage->setActions([this](const auto &request, QObject *parent) { return new SyncActionRunner(m_runs, request, parent); });
    m_jobsPage->setStorage(m_storage);
    m_jobsPage->setWatching([this](const WatchRun::MakeRequest &request, QWidget *parent) {
        const WatchPane::Services services{m_runs, m_logs, {&m_tasks, &m_settings, &m_notices}, {m_store->directory()}};
        return new WatchPane(services, request, parent);
    });
    m_jobsPage->setKeeper(&m_keeper);
    m_jobsPage->setImageReader([this](const QString &image, const QStringList &paths, QObject *context, const auto &done) {
        auto *file = new ImageFile(m_session.endpoint(), image, paths, context);
        connect(file, &ImageFile::finished, context, [file, done](const Result<ImageFileContent> &content) {
            file->deleteLater();
            done(content);
        });
        file->start();
    });
    m_jobsPage->setOpenAction(m_launcher->openJobAction());
    m_jobsPage->restoreViewState(m_settings.viewState(jobsView));
    m_window.addPage({u"jobs"_s, tr("Jobs"), u"view-form"_s, tr("&Job"), false}, m_jobsPage);

    m_window.addFileActions({m_launcher->openJobAction(), m_launcher->demoAction(), m_launcher->lastAgainAction()});
    m_runsPage = new RunsPage(m_runsModel, m_runs, m_logs, {&m_tasks, &m_settings, &m_notices});
    m_runsPage->setFirstWay(m_launcher->demoAction());
    m_runsPage->restoreViewState(m_settings.viewState(runsView));
    m_window.addPage({u"runs"_s, tr("Runs"), u"view-history"_s, tr("&Run"), false}, m_runsPage);

    m_containers = new ContainersPage(m_containersModel, m_containerCommands, m_containerInspector);
    m_containers->setImageLookup([this](const ImageId &id) { return m_sync.details(id); });
    m_containers->setFirstWay(m_launcher->demoAction());
    m_containers->setLogFactory([this](const ContainerSummary &container, QWidget *parent) {
        auto *tab = new ContainerLogTab(m_logs, m_session.endpoint(), container, {&m_tasks, &m_settings, &m_notices}, parent);
        tab->setOtherContainers([this] { return m_sync.containers(); });
        return ContainerLogView{tab, [tab] { tab->focusFind(); }, tab->corner()};
    });
    m_containers->restoreViewState(m_settings.viewState(containersView));
    m_window.addPage({u"containers"_s, tr("Containers"), u"draw-cuboid"_s, tr("&Container")}, m_containers);

    m_storagePage = new StoragePage(m_storage);
    m_storagePage->restoreViewState(m_settings.viewState(storageView));
    m_window.addPage({u"storage"_s, tr("Storage"), u"server-database"_s, tr("&Storage"), false}, m_storagePage);
}

} // namespace longshore

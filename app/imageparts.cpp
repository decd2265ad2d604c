// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imageparts.h"

#include "app/runlauncher.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/newertags.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "model/images/registrydigests.h"
#include "model/images/registrytags.h"
#include "model/jobs/jobsmodel.h"
#include "model/run/runsmodel.h"
#include "ui/images/imageinspecttab.h"
#include "ui/images/imagespage.h"
#include "ui/images/imageuserstab.h"

namespace longshore
{

ImageParts::ImageParts(const ImageServices &services, ImagesPage &page) : m_services(services), m_page(page), m_inspector(services.session)
{
    joinList();
    joinListExtras();
    joinRegistry();
    joinActions();
    joinFiles();
    joinHistory();
    joinCompare();
    joinArchives();
    joinUsers();
    joinAcross();
}

ImageParts::~ImageParts() = default;

void ImageParts::joinList()
{
    EngineSync &sync = m_services.sync;
    connect(&m_services.session, &EngineSession::lost, &m_page, &ImagesPage::setFailed);
    connect(&sync, &EngineSync::imagesChanged, &m_services.model, &ImageTreeModel::applySnapshot);
    connect(&sync, &EngineSync::detailsChanged, &m_services.model, &ImageTreeModel::setDetails);
    connect(&sync, &EngineSync::containersChanged, &m_services.model, &ImageTreeModel::setContainers);
    connect(&sync, &EngineSync::refreshed, &m_page, &ImagesPage::setRefreshed);
    connect(&sync, &EngineSync::failed, &m_page, &ImagesPage::setFailed);
    connect(&m_page, &ImagesPage::refreshRequested, &sync, &EngineSync::refresh);
    connect(&m_page, &ImagesPage::runRequested, &m_services.launcher, &RunLauncher::runImage);
}

void ImageParts::joinUsers()
{
    auto *users = new ImageUsersTab([this](const ImageTag &tag) { return usersOf(tag); }, nullptr, m_services.clock);
    connect(users, &ImageUsersTab::openRequested, this, &ImageParts::openRequested);
    m_page.addTab(users);
    m_page.addTab(new ImageInspectTab(m_inspector));
    m_page.setUsers([this](const ImageTag &tag) { return usersOf(tag); });
    for (const QAbstractItemModel *model : {static_cast<const QAbstractItemModel *>(&m_services.jobs), static_cast<const QAbstractItemModel *>(&m_services.runs)}) {
        connect(model, &QAbstractItemModel::rowsInserted, &m_page, &ImagesPage::usersChanged);
        connect(model, &QAbstractItemModel::rowsRemoved, &m_page, &ImagesPage::usersChanged);
        connect(model, &QAbstractItemModel::dataChanged, &m_page, &ImagesPage::usersChanged);
    }
}

QList<ImageUse> ImageParts::usersOf(const ImageTag &tag) const
{
    QList<JobEntry> jobs;
    for (int row = 0; row < m_services.jobs.rowCount(); ++row)
        jobs.append(m_services.jobs.at(row));
    QList<RunSummary> runs;
    for (int row = 0; row < m_services.runs.rowCount(); ++row)
        runs.append(m_services.runs.at(row));
    return longshore::usersOf(tag, m_services.sync.containers(), jobs, runs);
}

} // namespace longshore

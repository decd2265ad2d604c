// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imageparts.h"

#include "app/runlauncher.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "ui/images/imagespage.h"

namespace longshore
{

ImageParts::ImageParts(const ImageServices &services, ImagesPage &page) : m_services(services), m_page(page)
{
    joinList();
    joinActions();
}

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

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to images and their names, and building them.
#include "app/imageparts.h"

#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/buildservice.h"
#include "model/images/imagecommands.h"
#include "model/images/imagetreemodel.h"
#include "model/logs/logroom.h"
#include "model/settings.h"
#include "model/tasks/noticelist.h"
#include "model/tasks/tasklist.h"
#include "ui/images/build/buildactions.h"
#include "ui/images/imageactions.h"
#include "ui/images/imagespage.h"

namespace longshore
{

void ImageParts::joinActions()
{
    m_commands = new ImageCommands(m_services.session, m_services.sync, m_services.tasks, this);
    m_commands->setLayers(m_services.model.layers());
    connect(m_commands, &ImageCommands::leavingChanged, &m_services.model, &ImageTreeModel::setLeaving);
    m_actions = new ImageActions(*m_commands, m_services.sync, m_services.notices, m_page);
    m_builds = new BuildService(m_services.session, m_services.tasks, m_services.logs, &m_services.settings, this);
    const LogServices log{&m_services.tasks, &m_services.settings, &m_services.notices};
    m_buildActions = new BuildActions(*m_builds, m_services.session, log, m_page);
}

} // namespace longshore

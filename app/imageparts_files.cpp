// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imageparts.h"

#include "model/engine/sync.h"
#include "model/images/files/imagefiles.h"
#include "model/images/files/schemafiles.h"
#include "model/images/imagetreemodel.h"
#include "model/store/store.h"
#include "ui/images/files/imagefilestab.h"
#include "ui/images/files/imagelayerstab.h"
#include "ui/images/imagespage.h"

namespace longshore
{

using namespace Qt::StringLiterals;

/// Layers and Files: the page owns the tabs. Whose files were read once is known to be a component, or not.
void ImageParts::joinFiles()
{
    const QString folder = m_services.store.directory() + u"/cache/image-files"_s;
    m_files = new ImageFiles(m_services.session, m_services.tasks, folder, this);
    auto *schemas = new SchemaFiles(folder, this);
    connect(&m_services.sync, &EngineSync::imagesChanged, schemas, &SchemaFiles::look);
    connect(m_files, &ImageFiles::opened, schemas, &SchemaFiles::lookAgain);
    connect(schemas, &SchemaFiles::changed, &m_services.model, &ImageTreeModel::setSchemaFiles);
    m_page.addTab(new ImageLayersTab(*m_files, m_services.model, &m_page));
    m_page.addTab(new ImageFilesTab(*m_files, m_services.model, &m_page));
}

} // namespace longshore

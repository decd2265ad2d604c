// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imageparts.h"

#include "model/images/files/imagefiles.h"
#include "model/store/store.h"
#include "ui/images/files/imagefilestab.h"
#include "ui/images/files/imagelayerstab.h"
#include "ui/images/imagespage.h"

namespace longshore
{

using namespace Qt::StringLiterals;

/// Layers and Files: the page owns the tabs.
void ImageParts::joinFiles()
{
    m_files = new ImageFiles(m_services.session, m_services.tasks, m_services.store.directory() + u"/cache/image-files"_s, this);
    m_page.addTab(new ImageLayersTab(*m_files, m_services.model, &m_page));
    m_page.addTab(new ImageFilesTab(*m_files, m_services.model, &m_page));
}

} // namespace longshore

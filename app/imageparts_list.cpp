// SPDX-License-Identifier: GPL-3.0-or-later
// What the list of images has beside its rows: sizes on disk, and filters with names.
#include "app/imageparts.h"

#include "model/images/imagesizes.h"
#include "model/settings.h"
#include "ui/images/imagespage.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void ImageParts::joinListExtras()
{
    new ImageSizes(m_services.session, m_services.sync, m_services.model, this);
    Settings &settings = m_services.settings;
    m_page.setSavedFilters(settings.savedFilters(u"images"_s));
    connect(&m_page, &ImagesPage::savedFiltersChanged, &settings, [this, &settings](const QList<SavedFilter> &filters) {
        settings.setSavedFilters(u"images"_s, filters);
        m_page.setSavedFilters(filters);
    });
}

} // namespace longshore

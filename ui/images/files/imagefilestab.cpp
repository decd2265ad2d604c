// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/imagefilestab.h"

#include "model/images/imagetreemodel.h"
#include "ui/images/files/imagefilespane.h"
#include "ui/images/files/imagelayerstab.h"

#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageFilesTab::ImageFilesTab(ImageFiles &files, const ImageTreeModel &images, QWidget *parent) : ImageTab(parent), m_images(images)
{
    setObjectName(u"imageFilesTab"_s);
    m_pane = new ImageFilesPane(files, ImageFilesPane::Scope::Image, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_pane);
}

QString ImageFilesTab::title() const
{
    return tr("Files");
}

void ImageFilesTab::showImage(const std::optional<ImageTag> &tag)
{
    m_pane->setImage(shownImage(m_images, tag));
}

} // namespace longshore

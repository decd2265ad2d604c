// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/images/imagetab.h"

namespace longshore
{

class ImageFiles;
class ImageFilesPane;
class ImageTreeModel;

/// The Files tab: all files of the image, its layers on each other, and what is wasted.
class ImageFilesTab : public ImageTab
{
    Q_OBJECT
public:
    /// They outlive it.
    ImageFilesTab(ImageFiles &files, const ImageTreeModel &images, QWidget *parent = nullptr);

    QString title() const override;
    void showImage(const std::optional<ImageTag> &tag) override;

private:
    const ImageTreeModel &m_images;
    ImageFilesPane *m_pane;
};

} // namespace longshore

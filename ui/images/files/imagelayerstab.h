// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagelayers.h"
#include "ui/images/files/imagefilespane.h"
#include "ui/images/imagetab.h"

class QTreeView;

namespace longshore
{

class ImageTreeModel;
class StatePage;

/// The Layers tab: the steps that made the image, with their sizes and who shares them, and the files of the chosen one.
class ImageLayersTab : public ImageTab
{
    Q_OBJECT
public:
    /// They outlive it.
    ImageLayersTab(ImageFiles &files, const ImageTreeModel &images, QWidget *parent = nullptr);

    QString title() const override;
    void showImage(const std::optional<ImageTag> &tag) override;

private:
    QWidget *makeList();
    void historyRead(const ImageId &image, const QList<ImageHistoryEntry> &history);
    void showSteps();
    void showChosen();

    ImageFiles &m_files;
    const ImageTreeModel &m_images;
    std::optional<ShownImage> m_image;
    QList<ImageHistoryEntry> m_history;
    bool m_isKnown = false; ///< the history is this image's
    ImageLayersModel m_model;
    QTreeView *m_list;
    StatePage *m_states;
    ImageFilesPane *m_pane;
    QAction *m_again;
};

/// What the pane needs of a row of the list.
std::optional<ShownImage> shownImage(const ImageTreeModel &images, const std::optional<ImageTag> &tag);

} // namespace longshore

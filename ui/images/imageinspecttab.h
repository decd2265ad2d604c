// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/images/imagetab.h"

#include <memory>

class QAction;

namespace longshore
{

class ImageInspector;
class JsonTree;
class JsonView;
class StatePage;
struct Error;

/// The Inspect tab: all the engine says of the image, as a tree to search.
class ImageInspectTab : public ImageTab
{
    Q_OBJECT
public:
    /// `inspector` outlives the tab and serves no other.
    explicit ImageInspectTab(ImageInspector &inspector, QWidget *parent = nullptr);

    QString title() const override;
    void showImage(const std::optional<ImageTag> &tag) override;

private:
    void ask();
    void take(const ImageId &image, const std::shared_ptr<const JsonTree> &tree);
    void tellError(const ImageId &image, const Error &error);

    ImageInspector &m_inspector;
    JsonView *m_view;
    StatePage *m_states;
    QAction *m_again;
    std::optional<ImageTag> m_tag;
    ImageId m_shown; ///< whose tree is seen
};

} // namespace longshore

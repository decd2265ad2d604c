// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QStackedLayout;
class QVBoxLayout;

namespace longshore
{

class ElidedLabel;
class ImageOverview;
class MarkLabel;

/// The right side of the Images page: title, state line, Run… and Copy, and the tabs about the selected image.
class ImageDetailPane : public QWidget
{
    Q_OBJECT
public:
    /// The actions belong to the page.
    ImageDetailPane(const ImageTreeModel &model, QAction *copyReference, QAction *copyId, QWidget *parent = nullptr);

    /// Shows the row of the model at `index`; a group or an invalid index asks to choose an image.
    void setCurrent(const QModelIndex &index);

Q_SIGNALS:
    void runClicked();

private:
    QWidget *makeContent(QAction *copyReference, QAction *copyId);
    void showTag(const ImageTag &tag);

    const ImageTreeModel &m_model;
    QStackedLayout *m_stack;
    ElidedLabel *m_title;
    MarkLabel *m_runnable;
    MarkLabel *m_usage;
    ImageOverview *m_overview;
};

} // namespace longshore

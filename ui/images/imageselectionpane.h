// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QWidget>

class QAction;
class QToolButton;

namespace longshore
{

class PlainLabel;

/// What stands in the detail's place while several rows are selected: how many, what they take together, what goes when
/// they are removed, and their names.
class ImageSelectionPane : public QWidget
{
    Q_OBJECT
public:
    explicit ImageSelectionPane(const ImageTreeModel &model, QWidget *parent = nullptr);

    void setTags(const QList<ImageTag> &tags);
    /// Adds an action on all of them to the menu at its head.
    void addMenuAction(QAction *action);

private:
    const ImageTreeModel &m_model;
    PlainLabel *m_title;
    PlainLabel *m_sizes;
    PlainLabel *m_usage;
    PlainLabel *m_names;
    QToolButton *m_more;
};

} // namespace longshore

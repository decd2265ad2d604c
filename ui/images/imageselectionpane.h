// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace longshore
{

class PlainLabel;

/// What stands in the detail's place while several rows are selected: how many, what can be done to all of them, what they
/// take together, what goes when they are removed, and their names.
class ImageSelectionPane : public QWidget
{
    Q_OBJECT
public:
    explicit ImageSelectionPane(const ImageTreeModel &model, QWidget *parent = nullptr);

    void setTags(const QList<ImageTag> &tags);
    /// Adds a button for `action`, which is seen while there is something to do.
    void addHeadAction(QAction *action);
    /// Adds an action on all of them to the menu at its head.
    void addMenuAction(QAction *action);

private:
    QWidget *makeHead();
    QWidget *makeTold();

    const ImageTreeModel &m_model;
    PlainLabel *m_title;
    PlainLabel *m_sizes;
    PlainLabel *m_usage;
    PlainLabel *m_names;
    QToolButton *m_more;
    QHBoxLayout *m_buttons;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace longshore
{

/// The actions of the list of jobs, with their keys. The page says what they do.
struct JobsActions {
    /// `owner` takes the actions.
    explicit JobsActions(QWidget *owner);

    QAction *create;
    QAction *openFolder;
    QAction *paste;
    QAction *schemaLab;
    QAction *open;
    QAction *run;
    QAction *overTags;
    QAction *duplicate;
    QAction *rename;
    QAction *remove;
    QAction *reveal;
    QAction *workspace;

    /// Is a job chosen, and can its file be read.
    void update(bool chosen, bool readable);
    /// In the order of the menus; nullptr = separator.
    QList<QAction *> all() const;
    /// Those whose keys belong to the list: Del, F2, Ctrl+V.
    QList<QAction *> ofTheList() const { return {remove, rename, paste}; }
};

} // namespace longshore

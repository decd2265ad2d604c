// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace longshore
{

/// The actions of the Storage page, with their keys. The page says what they do.
struct StorageActions {
    /// `owner` takes the actions.
    explicit StorageActions(QWidget *owner);

    QAction *importCsv;
    QAction *exportCsv;
    QAction *saveFile;
    QAction *drop;
    QAction *copyId;
    QAction *copyPath;
    QAction *refresh;

    /// What is chosen.
    struct Chosen {
        bool bucket = false;
        bool table = false;
        bool file = false;
    };
    void update(const Chosen &chosen);
    /// In the order of the menus; nullptr = separator.
    QList<QAction *> all() const;
    /// Those whose keys belong to the lists: Del, Ctrl+C.
    QList<QAction *> ofTheLists() const { return {drop, copyId, copyPath}; }
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettesearch.h"

#include <QList>
#include <QString>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace longshore
{

/// The window's own actions and menus; only entries that work. The actions are children of the window.
struct WindowActions {
    explicit WindowActions(QMainWindow &window);

    QAction *quit;
    QAction *find;
    QAction *palette;
    QAction *refresh;
    QAction *larger;
    QAction *smaller;
    QAction *normalSize;
    QAction *checkAgain;
    QAction *startPodman;
    QAction *addEndpoint;
    QAction *tasks;
    QAction *about;
    QActionGroup *theme; ///< three actions whose data() is the Settings::Theme as int

    QMenu *goTo;          ///< in View; one entry for each page
    QMenu *engine;        ///< pages put their menus before this one

    /// Everything the palette may offer: the leaves of the menu bar, with the menu's title.
    struct Leaf {
        QAction *action;
        QString menu;
        PaletteEntry entry() const;
    };
    static QList<Leaf> leavesOf(const QMainWindow &window);
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfilter.h"
#include "ui/logs/loggutter.h"

#include <QKeySequence>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QWidget;

namespace longshore
{

/// Everything that can be done with a log, as actions with their keys, and the menus that hold them. A LogPane connects
/// them. Keys work while the focus is within `owner`.
class LogActions : public QObject
{
    Q_OBJECT
public:
    explicit LogActions(QWidget *owner);

    QAction *freeze;
    QAction *copy;
    QAction *copyWithGutter;
    QAction *selectAll;
    QAction *findMarked;
    QAction *showLike;   ///< only lines that contain what is marked
    QAction *hideLike;
    QAction *unfold;     ///< lines alike one by one, or as one again
    QAction *openLine;   ///< fields of a structured line, all of a cut one
    QAction *showAround; ///< the current line among its neighbours, without the filter
    QAction *filter;     ///< shows the filter bar
    QAction *wrap;
    QAction *shortMessages;
    QAction *columns;     ///< asks for fields that stand before the messages
    QAction *copyColumns; ///< what is marked, with them, as a table
    QAction *clear;
    QAction *undoClear;
    QAction *bookmark;
    QAction *nextBookmark;
    QAction *previousBookmark;
    QAction *alert; ///< tells of new lines that match, wherever one looks
    QAction *nextError;
    QAction *previousError;
    QAction *saveAll;
    QAction *saveFiltered;
    QAction *saveMarked;
    QAction *compare; ///< a menu of the other logs, filled when it opens
    QAction *zoomIn;
    QAction *zoomOut;
    QAction *zoomReset;

    // Menus, each with a group of which one is chosen.
    QAction *gutterMenu;
    QAction *levelMenu;
    QAction *streamMenu;
    QAction *saveMenu;
    QAction *moreMenu;
    /// What a click on the log offers.
    QMenu *contextMenu() const { return m_context; }

    void setGutter(GutterMode mode);
    void setLevels(quint8 levels);
    void setStreams(bool standardOutput, bool standardError);

Q_SIGNALS:
    void gutterChosen(longshore::GutterMode mode);
    void levelsChosen(quint8 levels);
    void streamsChosen(bool standardOutput, bool standardError);
    void gutterCycled();

private:
    QAction *make(const char *name, const QString &text, const QString &icon = {}, const QKeySequence &keys = {}, bool checkable = false);
    QAction *makeMenu(const char *name, const QString &text, const QString &icon = {});
    QAction *choice(QAction *menu, QActionGroup *group, const QString &text, const QVariant &data);
    void makeSimple();
    void makeGutter();
    void makeLevels();
    void makeStreams();
    void fillMenus();
    static void choose(QAction *menu, QActionGroup *group, const QVariant &data, const QString &title = {});

    QWidget *m_owner;
    QMenu *m_context;
    QActionGroup *m_gutters;
    QActionGroup *m_levels;
    QActionGroup *m_streams;
};

} // namespace longshore

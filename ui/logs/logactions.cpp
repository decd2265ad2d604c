// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logactions.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QWidget>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int outBit = 1;
constexpr int errBit = 2;
} // namespace

LogActions::LogActions(QWidget *owner) : QObject(owner), m_owner(owner), m_context(new QMenu(owner))
{
    m_context->setObjectName(u"logContextMenu"_s);
    makeSimple();
    makeGutter();
    makeLevels();
    makeStreams();
    fillMenus();
}

QAction *LogActions::make(const char *name, const QString &text, const QString &icon, const QKeySequence &keys, bool checkable)
{
    auto *action = new QAction(text, this);
    if (!icon.isEmpty())
        action->setIcon(Icons::get(icon));
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setCheckable(checkable);
    m_owner->addAction(action);
    return action;
}

QAction *LogActions::makeMenu(const char *name, const QString &text, const QString &icon)
{
    auto *action = new QAction(text, this);
    if (!icon.isEmpty())
        action->setIcon(Icons::get(icon));
    action->setObjectName(QString::fromLatin1(name));
    auto *menu = new QMenu(text, m_owner);
    action->setMenu(menu);
    return action;
}

void LogActions::makeSimple()
{
    freeze = make("freezeLog", tr("Freeze"), u"media-playback-pause"_s, {}, true);
    // Keys that the log itself handles are only shown here.
    copy = make("copyLog", tr("Copy"), u"edit-copy"_s);
    copyWithGutter = make("copyWithGutter", tr("Copy with numbers and times"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    selectAll = make("selectAllLog", tr("Select all"));
    findMarked = make("findMarked", tr("Find what is marked"), u"edit-find"_s);
    showLike = make("showLike", tr("Show only lines with what is marked"), u"view-filter"_s);
    hideLike = make("hideLike", tr("Hide lines with what is marked"));
    unfold = make("unfoldRun", tr("Unfold or fold the lines alike"), {}, Qt::CTRL | Qt::Key_Return);
    openLine = make("openLogLine", tr("Open or close the line"));
    showAround = make("showAround", tr("Show among its neighbours"));
    filter = make("filterLog", tr("Filter lines"), u"view-filter"_s, Qt::CTRL | Qt::Key_L, true);
    wrap = make("wrapLog", tr("Wrap lines"), {}, Qt::ALT | Qt::Key_Z, true);
    shortMessages = make("shortMessages", tr("Messages of JSON lines only"), {}, {}, true);
    columns = make("logColumns", tr("Columns of fields…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    copyColumns = make("copyColumns", tr("Copy as a table, with columns"));
    clear = make("clearLog", tr("Clear the view"), u"edit-clear-locationbar-rtl"_s);
    undoClear = make("undoClearLog", tr("Show cleared lines again"), u"edit-undo"_s);
    bookmark = make("toggleBookmark", tr("Set or remove a bookmark"), {}, Qt::CTRL | Qt::Key_F2);
    nextBookmark = make("nextBookmark", tr("Next bookmark"), {}, Qt::Key_F2);
    previousBookmark = make("previousBookmark", tr("Previous bookmark"), {}, Qt::SHIFT | Qt::Key_F2);
    alert = make("alertLog", tr("Alert on new matches"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_A, true);
    nextError = make("nextError", tr("Next error"), {}, Qt::Key_F8);
    previousError = make("previousError", tr("Previous error"), {}, Qt::SHIFT | Qt::Key_F8);
    saveAll = make("saveLog", tr("Save the whole log…"), u"document-export"_s, QKeySequence::Save);
    saveFiltered = make("saveFilteredLog", tr("Save the lines shown…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    saveMarked = make("saveMarkedLog", tr("Save the lines marked…"));
    compare = makeMenu("compareLog", tr("Compare beside"), u"vcs-diff"_s);
    zoomIn = make("zoomInLog", tr("Larger text of logs"));
    zoomOut = make("zoomOutLog", tr("Smaller text of logs"));
    zoomReset = make("zoomResetLog", tr("Normal text of logs"));
}

QAction *LogActions::choice(QAction *menu, QActionGroup *group, const QString &text, const QVariant &data)
{
    auto *action = new QAction(text, this);
    action->setCheckable(true);
    action->setData(data);
    group->addAction(action);
    menu->menu()->addAction(action);
    return action;
}

void LogActions::makeGutter()
{
    gutterMenu = makeMenu("logGutter", tr("Time"));
    m_gutters = new QActionGroup(this);
    choice(gutterMenu, m_gutters, tr("Line numbers only"), int(GutterMode::Number));
    choice(gutterMenu, m_gutters, tr("Seconds since the first line"), int(GutterMode::Elapsed));
    choice(gutterMenu, m_gutters, tr("Seconds since the line above"), int(GutterMode::Delta));
    choice(gutterMenu, m_gutters, tr("Time of day"), int(GutterMode::LocalTime));
    choice(gutterMenu, m_gutters, tr("Time of day, UTC"), int(GutterMode::UtcTime));
    connect(m_gutters, &QActionGroup::triggered, this, [this](QAction *chosen) { Q_EMIT gutterChosen(GutterMode(chosen->data().toInt())); });
    auto *cycle = make("cycleGutter", tr("Next kind of time"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    gutterMenu->menu()->addSeparator();
    gutterMenu->menu()->addAction(cycle);
    connect(cycle, &QAction::triggered, this, &LogActions::gutterCycled);
}

void LogActions::makeLevels()
{
    levelMenu = makeMenu("logLevels", tr("All levels"));
    m_levels = new QActionGroup(this);
    choice(levelMenu, m_levels, tr("All levels"), int(LogCriteria::allLevels));
    choice(levelMenu, m_levels, tr("Debug and worse"), int(LogCriteria::atLeast(LogLevel::Debug)));
    choice(levelMenu, m_levels, tr("Info and worse"), int(LogCriteria::atLeast(LogLevel::Info)));
    choice(levelMenu, m_levels, tr("Warnings and errors"), int(LogCriteria::atLeast(LogLevel::Warning)));
    choice(levelMenu, m_levels, tr("Errors"), int(LogCriteria::atLeast(LogLevel::Error)));
    connect(m_levels, &QActionGroup::triggered, this, [this](QAction *chosen) { Q_EMIT levelsChosen(quint8(chosen->data().toInt())); });
}

void LogActions::makeStreams()
{
    streamMenu = makeMenu("logStreams", tr("Both streams"));
    m_streams = new QActionGroup(this);
    choice(streamMenu, m_streams, tr("Both streams"), outBit | errBit);
    choice(streamMenu, m_streams, tr("Only stdout"), outBit);
    choice(streamMenu, m_streams, tr("Only stderr"), errBit);
    connect(m_streams, &QActionGroup::triggered, this, [this](QAction *chosen) {
        const int bits = chosen->data().toInt();
        Q_EMIT streamsChosen(bits & outBit, bits & errBit);
    });
}

void LogActions::fillMenus()
{
    saveMenu = makeMenu("saveLogMenu", tr("Save…"), u"document-export"_s);
    saveMenu->menu()->addActions({saveAll, saveFiltered, saveMarked});

    moreMenu = makeMenu("logMore", tr("More"), u"overflow-menu"_s);
    QMenu *more = moreMenu->menu();
    more->addActions({filter, alert, wrap, shortMessages, columns});
    more->addActions({levelMenu, streamMenu, gutterMenu});
    more->addSeparator();
    more->addActions({nextError, previousError});
    more->addSeparator();
    more->addActions({bookmark, nextBookmark, previousBookmark});
    more->addSeparator();
    more->addActions({clear, undoClear});
    more->addSeparator();
    more->addActions({zoomIn, zoomOut, zoomReset});
    more->addSeparator();
    more->addActions({compare, saveMenu});

    m_context->addActions({copy, copyWithGutter, copyColumns, selectAll});
    m_context->addSeparator();
    m_context->addActions({findMarked, showLike, hideLike, showAround});
    m_context->addSeparator();
    m_context->addActions({openLine, unfold, bookmark, nextError});
    m_context->addSeparator();
    m_context->addActions({freeze, wrap, shortMessages, columns, filter, alert});
    m_context->addActions({levelMenu, streamMenu, gutterMenu});
    m_context->addSeparator();
    m_context->addActions({clear, undoClear, compare, saveMenu});
}

void LogActions::choose(QAction *menu, QActionGroup *group, const QVariant &data, const QString &title)
{
    const QList<QAction *> actions = group->actions();
    for (QAction *action : actions) {
        if (action->data() != data)
            continue;
        action->setChecked(true);
        menu->setText(title.isEmpty() ? action->text() : title);
    }
}

void LogActions::setGutter(GutterMode mode)
{
    choose(gutterMenu, m_gutters, int(mode), tr("Time"));
}

void LogActions::setLevels(quint8 levels)
{
    choose(levelMenu, m_levels, int(levels));
}

void LogActions::setStreams(bool standardOutput, bool standardError)
{
    choose(streamMenu, m_streams, (standardOutput ? outBit : 0) | (standardError ? errBit : 0));
}

} // namespace longshore

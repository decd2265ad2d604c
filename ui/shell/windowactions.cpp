// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowactions.h"
#include "model/settings.h"
#include "ui/theme/icons.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString tr(const char *text)
{
    return QMainWindow::tr(text);
}

QAction *make(QMainWindow &window, QMenu *menu, const char *name, const QString &text, const QString &icon = {}, const QKeySequence &keys = {})
{
    auto *action = new QAction(text, &window);
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(Icons::get(icon));
    action->setShortcut(keys);
    menu->addAction(action);
    return action;
}

QActionGroup *makeThemes(QMainWindow &window, QMenu *menu)
{
    auto *group = new QActionGroup(&window);
    const auto add = [&](const char *name, const QString &text, Settings::Theme theme) {
        QAction *action = make(window, menu, name, text);
        action->setCheckable(true);
        action->setData(int(theme));
        group->addAction(action);
    };
    add("themeSystem", tr("As the &system"), Settings::Theme::System);
    add("themeLight", tr("&Light"), Settings::Theme::Light);
    add("themeDark", tr("&Dark"), Settings::Theme::Dark);
    return group;
}

void collect(const QList<QAction *> &actions, const QString &menu, QList<WindowActions::Leaf> &leaves)
{
    for (QAction *action : actions) {
        if (const QMenu *inner = action->menu()) {
            if (action->isEnabled() && action->isVisible())
                collect(inner->actions(), QString(inner->title()).remove(u'&'), leaves);
        } else if (!action->isSeparator() && action->isEnabled() && action->isVisible()) {
            leaves << WindowActions::Leaf{action, menu};
        }
    }
}

} // namespace

WindowActions::WindowActions(QMainWindow &window)
{
    QMenuBar *bar = window.menuBar();
    bar->setObjectName(u"menuBar"_s);
    QMenu *file = bar->addMenu(tr("&File"));
    tasks = make(window, file, "showTasks", tr("Show &tasks"), {}, QKeySequence(Qt::CTRL | Qt::Key_T));
    file->addSeparator();
    quit = make(window, file, "quit", tr("&Quit"), u"application-exit"_s, QKeySequence::Quit);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    find = make(window, edit, "find", tr("&Find in this page"), u"edit-find"_s, QKeySequence::Find);
    palette = make(window, edit, "openPalette", tr("Search or do &anything"), u"edit-find"_s, QKeySequence(Qt::CTRL | Qt::Key_K));

    QMenu *view = bar->addMenu(tr("&View"));
    goTo = view->addMenu(tr("&Go to"));
    refresh = make(window, view, "refresh", tr("&Refresh"), u"view-refresh"_s, QKeySequence::Refresh);
    view->addSeparator();
    larger = make(window, view, "largerText", tr("&Larger text"), {}, QKeySequence::ZoomIn);
    larger->setShortcuts({QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    smaller = make(window, view, "smallerText", tr("&Smaller text"), {}, QKeySequence::ZoomOut);
    normalSize = make(window, view, "normalText", tr("&Normal text"), {}, QKeySequence(Qt::CTRL | Qt::Key_0));
    view->addSeparator();
    theme = makeThemes(window, view->addMenu(tr("&Colours")));

    engine = bar->addMenu(tr("E&ngine"));
    checkAgain = make(window, engine, "engineCheckAgain", tr("&Check again"), u"view-refresh"_s);
    startPodman = make(window, engine, "engineStartPodman", tr("&Start Podman"), u"media-playback-start"_s);
    addEndpoint = make(window, engine, "engineAddEndpoint", tr("&Add endpoint…"), u"list-add"_s);

    QMenu *help = bar->addMenu(tr("&Help"));
    about = make(window, help, "about", tr("&About Longshore"), u"help-about"_s);
}

PaletteEntry WindowActions::Leaf::entry() const
{
    QString text = action->text();
    text.remove(u'&');
    return {PaletteEntry::Kind::Action, text, menu, action->icon(), action->shortcut(), [pointer = QPointer(action)] {
                if (pointer)
                    pointer->trigger();
            }};
}

QList<WindowActions::Leaf> WindowActions::leavesOf(const QMainWindow &window)
{
    QList<Leaf> leaves;
    collect(window.menuBar()->actions(), {}, leaves);
    return leaves;
}

} // namespace longshore

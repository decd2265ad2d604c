// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QMenu>
#include <QSet>
#include <QShortcut>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QWidget>

/// Finds keys that do nothing: Qt triggers none of two shortcuts that a key could mean at once. It looks at how widgets lie
/// within each other, not at what is shown or enabled now, so that no state of a page is forgotten.
namespace longshore::test
{

/// An action or shortcut, and the widgets it belongs to.
struct KeyOwner {
    const QObject *object;
    QList<QKeySequence> keys;
    Qt::ShortcutContext context;
    QSet<QWidget *> places;
};

/// What an action belongs to; for one in a menu that is where the menu hangs, while that may be opened.
inline void addPlaces(const QAction &action, QSet<QWidget *> &places)
{
    for (QObject *object : action.associatedObjects()) {
        if (const auto *menu = qobject_cast<QMenu *>(object)) {
            if (menu->menuAction()->isEnabled() && menu->menuAction()->isVisible())
                addPlaces(*menu->menuAction(), places);
        } else if (auto *widget = qobject_cast<QWidget *>(object)) {
            places.insert(widget);
        }
    }
}

inline QList<KeyOwner> keyOwners(const QWidget &window)
{
    QSet<QAction *> actions;
    QWidgetList widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets << const_cast<QWidget *>(&window)) {
        for (QAction *action : widget->actions())
            actions.insert(action);
    }
    QList<KeyOwner> owners;
    for (const QAction *action : std::as_const(actions)) {
        KeyOwner owner{action, action->shortcuts(), action->shortcutContext(), {}};
        addPlaces(*action, owner.places);
        if (!owner.keys.isEmpty())
            owners.append(owner);
    }
    for (const QShortcut *shortcut : window.findChildren<QShortcut *>())
        owners.append({shortcut, shortcut->keys(), shortcut->context(), {qobject_cast<QWidget *>(shortcut->parent())}});
    return owners;
}

/// Whether no stack of pages shows only one of the two.
inline bool canBeSeenTogether(const QWidget *one, const QWidget *other)
{
    QHash<const QWidget *, QWidget *> branches; // ancestor -> its child on the way to `one`
    for (auto *child = const_cast<QWidget *>(one); child; child = child->parentWidget())
        branches.insert(child->parentWidget(), child);
    QWidget *to = nullptr; // the child on the way to `other`
    const QWidget *common = other;
    for (; common && common != one && !branches.contains(common); common = common->parentWidget())
        to = const_cast<QWidget *>(common);
    QWidget *from = branches.value(common);
    if (!common || common == one || !to || !from || from == to)
        return true;
    if (const auto *pages = qobject_cast<const QStackedWidget *>(common))
        return pages->indexOf(from) < 0 || pages->indexOf(to) < 0;
    const auto stacks = common->findChildren<QStackedLayout *>();
    return std::none_of(stacks.begin(), stacks.end(), [=](const QStackedLayout *stack) { return stack->indexOf(from) >= 0 && stack->indexOf(to) >= 0; });
}

/// Where `owner` hears its key while `focus` has the keyboard; as Qt decides it.
inline QWidgetList listening(const KeyOwner &owner, const QWidget *focus)
{
    const auto hears = [&owner, focus](const QWidget *place) {
        switch (owner.context) {
        case Qt::WidgetShortcut: return place == focus;
        case Qt::WidgetWithChildrenShortcut: return place == focus || (place->window() == focus->window() && place->isAncestorOf(focus));
        case Qt::WindowShortcut: return place->window() == focus->window() && canBeSeenTogether(place, focus);
        case Qt::ApplicationShortcut: break;
        }
        return true;
    };
    QWidgetList places;
    for (QWidget *place : owner.places) {
        if (hears(place))
            places.append(place);
    }
    return places;
}

/// "Ctrl+T: pointTagBack, showTasks (in tagHistoryTable)" for each key that means two things somewhere in the window.
inline QStringList sharedKeys(const QWidget &window)
{
    QHash<QString, QList<const KeyOwner *>> byKey;
    const QList<KeyOwner> owners = keyOwners(window);
    for (const KeyOwner &owner : owners) {
        for (const QKeySequence &key : owner.keys)
            byKey[key.toString(QKeySequence::PortableText)].append(&owner);
    }
    QSet<QString> found;
    const auto check = [&found](const QString &key, const KeyOwner &one, const KeyOwner &other, const QWidget *focus) {
        const QWidgetList here = listening(one, focus), there = listening(other, focus);
        const bool both = std::any_of(here.begin(), here.end(), [&there](const QWidget *place) {
            return std::any_of(there.begin(), there.end(), [place](const QWidget *rest) { return canBeSeenTogether(place, rest); });
        });
        QStringList names{one.object->objectName(), other.object->objectName()};
        names.sort();
        if (both)
            found.insert(key + QStringLiteral(": ") + names.join(QStringLiteral(", ")));
    };
    const QWidgetList widgets = window.findChildren<QWidget *>();
    for (auto of = byKey.cbegin(); of != byKey.cend(); ++of) {
        for (const QWidget *focus : widgets) {
            if (focus->focusPolicy() == Qt::NoFocus || focus->window() != &window)
                continue;
            for (qsizetype i = 0; i < of->size(); ++i)
                for (qsizetype j = 0; j < i; ++j)
                    check(of.key(), *of->at(i), *of->at(j), focus);
        }
    }
    QStringList lines(found.begin(), found.end());
    lines.sort();
    return lines;
}

} // namespace longshore::test

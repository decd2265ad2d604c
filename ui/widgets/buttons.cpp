// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/buttons.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace longshore
{

QPushButton *primaryButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = outlinedButton(text, objectName, parent);
    button->setIcon(Icons::get(iconName));
    setPrimary(button);
    return button;
}

QPushButton *outlinedButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

QPushButton *outlinedButton(QAction *action, QWidget *parent)
{
    QPushButton *button = outlinedButton(action->iconText(), action->objectName() + u"Button"_s, parent);
    const auto follow = [action, button] {
        button->setText(action->iconText());
        button->setEnabled(action->isEnabled());
        setPlainToolTip(button, action->statusTip());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

QToolButton *flatButton(QAction *action, QWidget *parent, bool iconOnly)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + u"Button"_s);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(iconOnly ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    QString name = action->text();
    name.remove(u'&').remove(u'…');
    button->setAccessibleName(name);
    if (action->menu())
        button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

QToolButton *flatButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setText(text);
    if (!iconName.isEmpty())
        button->setIcon(Icons::get(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(iconName.isEmpty() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
    return button;
}

QToolButton *moreButton(const QString &objectName, const QList<QAction *> &actions, const QList<QAction *> &shown, QWidget *parent)
{
    QToolButton *more = flatButton(u"overflow-menu"_s, {}, objectName, parent);
    more->setAccessibleName(QCoreApplication::translate("longshore::Buttons", "More actions"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *menu = new QMenu(more);
    for (QAction *action : actions) {
        if (!action)
            menu->addSeparator();
        else if (!shown.contains(action))
            menu->addAction(action);
    }
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    return more;
}

void setPrimary(QPushButton *button, bool primary)
{
    button->setProperty("primary", primary);
    button->setDefault(primary);
    button->update();
}

} // namespace longshore

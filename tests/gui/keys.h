// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>

/// Going through a window by keys alone, as a person without a mouse does.
namespace longshore::test
{

inline QWidget *focused()
{
    return QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
}

inline QString nameOf(const QWidget *widget)
{
    return widget ? widget->objectName() : QString();
}

inline void press(int key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(focused(), Qt::Key(key), modifiers);
}

inline void type(const QString &text)
{
    QTest::keyClicks(focused(), text);
}

/// What a window manager does when a dialog is gone; the offscreen platform has none.
inline bool activate(QWidget &window)
{
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

/// Tab until this widget has the focus, in the part of the window (a section) with this name.
inline bool tabTo(const QString &name, const QString &inside = {})
{
    constexpr int most = 200;
    QStringList passed;
    for (int i = 0; i < most; ++i) {
        for (const QWidget *around = focused(); nameOf(focused()) == name && around; around = around->parentWidget()) {
            if (inside.isEmpty() || nameOf(around) == inside)
                return true;
        }
        passed.append(nameOf(focused()));
        press(Qt::Key_Tab);
    }
    qInfo("passed: %s", qPrintable(passed.join(u' ')));
    return false;
}

} // namespace longshore::test

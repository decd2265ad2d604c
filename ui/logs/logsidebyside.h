// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/logpane.h"

#include <QSplitter>

namespace longshore
{

class Bar;
class ElidedLabel;

/// A log, and beside it another one when asked for; the two scroll together by the time of their first lines.
class LogSideBySide : public QSplitter
{
    Q_OBJECT
public:
    explicit LogSideBySide(const LogServices &services = {}, QWidget *parent = nullptr);

    LogPane *first() const { return m_first; }
    /// What the first log is called, shown while there are two.
    void setTitle(const QString &title);
    /// Null while there is one log only.
    LogPane *second() const { return m_second; }
    void compareWith(const OtherLog &other);
    /// Ctrl+F: into the log that has the focus.
    void focusFind();
    void closeSecond();
    /// Whether scrolling one scrolls the other.
    void setSynchronized(bool on);

private:
    QWidget *makePlace(Bar **header, LogPane **pane);
    void follow(LogPane *leader, LogPane *follower);

    LogServices m_services;
    LogPane *m_first = nullptr;
    LogPane *m_second = nullptr;
    Bar *m_firstHeader = nullptr;
    ElidedLabel *m_title = nullptr;
    QWidget *m_place = nullptr; ///< header and second pane
    bool m_synchronized = true;
    bool m_moving = false;
};

} // namespace longshore

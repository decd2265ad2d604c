// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace longshore
{

/// Something that happened where nobody may be looking.
struct Notice {
    int id = 0;
    QString title; ///< what and where, one line
    QString text;  ///< the last of it, one line
    QString action; ///< what following it does, in one word; empty = nothing to do

    bool operator==(const Notice &) const = default;
};

/// What the window tells people without getting in their way: each notice stays until it is followed, put away or
/// withdrawn. Who shows one keeps its id and changes its words as more happens. GUI thread.
class NoticeList : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<Notice> &notices() const { return m_notices; }
    /// Changes the words of this notice, or makes a new one when there is none with this id (0: none). Gives its id.
    int show(int id, const QString &title, const QString &text, const QString &action = {});
    /// There is no reason for it any more. Nothing for an unknown id.
    void withdraw(int id);

    // What people do with it; both take it away.
    void follow(int id);
    void putAway(int id);

Q_SIGNALS:
    /// One came, went or has other words.
    void changed();
    void appeared(const longshore::Notice &notice);
    /// Somebody wants to see what it is about.
    void followed(int id);
    void wasPutAway(int id);

private:
    bool take(int id);

    QList<Notice> m_notices; ///< oldest first
    int m_lastId = 0;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tasks/noticelist.h"

#include <algorithm>

namespace longshore
{

int NoticeList::show(int id, const QString &title, const QString &text, const QString &action)
{
    const auto same = std::find_if(m_notices.begin(), m_notices.end(), [id](const Notice &notice) { return notice.id == id; });
    if (same != m_notices.end()) {
        const Notice now{id, title, text, action};
        if (std::exchange(*same, now) != now)
            Q_EMIT changed();
        return id;
    }
    m_notices << Notice{++m_lastId, title, text, action};
    const Notice added = m_notices.last();
    Q_EMIT changed();
    Q_EMIT appeared(added);
    return added.id;
}

bool NoticeList::take(int id)
{
    if (m_notices.removeIf([id](const Notice &notice) { return notice.id == id; }) == 0)
        return false;
    Q_EMIT changed();
    return true;
}

void NoticeList::withdraw(int id)
{
    take(id);
}

void NoticeList::follow(int id)
{
    if (take(id))
        Q_EMIT followed(id);
}

void NoticeList::putAway(int id)
{
    if (take(id))
        Q_EMIT wasPutAway(id);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfnotices.h"

using namespace Qt::StringLiterals;

namespace longshore
{

bool GelfNotices::admit()
{
    const qint64 now = m_clock();
    if (now - m_begun >= window && m_heldBack == 0) {
        m_begun = now;
        m_shown = 0;
    }
    if (m_shown < perWindow) {
        ++m_shown;
        return true;
    }
    ++m_heldBack;
    return false;
}

QString GelfNotices::summary(bool always)
{
    if (m_heldBack == 0 || (!always && m_clock() - m_begun < window))
        return {};
    const QString text = m_heldBack == 1 ? u"1 more GELF message was dropped."_s
                                         : u"%1 more GELF messages were dropped."_s.arg(m_heldBack);
    m_heldBack = 0;
    return text;
}

} // namespace longshore

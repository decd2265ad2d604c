// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/jsonlines.h"

namespace longshore
{

QList<QByteArray> JsonLines::feed(QByteArrayView bytes)
{
    QList<QByteArray> objects;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < bytes.size() && !m_broken; ++i) {
        const char c = bytes[i];
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
        } else if (m_depth == 0 && c != '{') {
            begin = i + 1;
            m_broken = c != '\n' && c != '\r' && c != ' ' && c != '\t';
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if ((c == '}' || c == ']') && --m_depth == 0) {
            objects.append(m_object + bytes.sliced(begin, i + 1 - begin).toByteArray());
            m_object.clear();
            begin = i + 1;
        }
    }
    if (m_depth > 0 && !m_broken)
        m_object.append(bytes.sliced(begin));
    m_broken = m_broken || m_object.size() > MaxObject;
    return objects;
}

} // namespace longshore

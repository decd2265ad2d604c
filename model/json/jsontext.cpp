// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontext.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{
namespace
{

/// Walks over valid JSON text and copies it, but for the values to be replaced. The depth was limited when it was scanned.
class Copier
{
public:
    Copier(const QByteArray &text, const QMap<QString, QByteArray> &byPath) : m_text(text), m_byPath(byPath) {}

    QByteArray copy()
    {
        value({});
        m_out.append(QByteArrayView(m_text).sliced(m_copied));
        return m_out;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void space()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(peek()))
            ++m_at;
    }
    /// Past a string; gives its text.
    QString string()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size() && peek() != '"')
            m_at += peek() == '\\' ? 2 : 1;
        ++m_at;
        const auto parsed = Json::parse(m_text.constData() + begin, m_text.constData() + qMin(m_at, m_text.size()), nullptr, false);
        return toQString(parsed);
    }
    void members(const QString &path, char close);
    void value(const QString &path);

    const QByteArray &m_text;
    const QMap<QString, QByteArray> &m_byPath;
    QByteArray m_out;
    qsizetype m_at = 0;
    qsizetype m_copied = 0; ///< what lies before is in m_out, or was replaced
};

void Copier::members(const QString &path, char close)
{
    ++m_at;
    for (int index = 0;; ++index) {
        space();
        if (m_at >= m_text.size() || peek() == close)
            break;
        if (close == '}') {
            const QString key = string();
            space();
            ++m_at; // the colon
            // An empty key of the root would leave the path as it is.
            value(path.isEmpty() && key.isEmpty() ? QStringLiteral("\\-") : joinPath(path, key));
        } else {
            value(joinPath(path, index));
        }
        space();
        if (peek() == ',')
            ++m_at;
    }
    ++m_at;
}

void Copier::value(const QString &path)
{
    space();
    const qsizetype begin = m_at;
    if (peek() == '{')
        members(path, '}');
    else if (peek() == '[')
        members(path, ']');
    else if (peek() == '"')
        string();
    else
        while (m_at < m_text.size() && !QByteArrayView(",]} \t\r\n").contains(peek()))
            ++m_at;
    if (const auto other = m_byPath.constFind(path); other != m_byPath.cend()) {
        m_out.append(QByteArrayView(m_text).sliced(m_copied, begin - m_copied));
        m_out += *other;
        m_copied = m_at;
    }
}

} // namespace

QByteArray replaceJsonValues(const QByteArray &text, const QMap<QString, QByteArray> &byPath)
{
    return byPath.isEmpty() ? text : Copier(text, byPath).copy();
}

} // namespace longshore

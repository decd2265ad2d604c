// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontext.h"

#include "model/json/json.h"

#include <QHash>
#include <functional>
#include <nlohmann/json.hpp>

namespace longshore
{
namespace
{

/// Walks over valid JSON text and tells of each value once it is past it, the inner ones first. The depth was limited when
/// the text was scanned.
class Walk
{
public:
    using Visit = std::function<void(const QString &path, qsizetype begin, qsizetype end)>;
    Walk(const QByteArray &text, Visit visit) : m_text(text), m_visit(std::move(visit)) {}

    void run() { value({}); }

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
    Visit m_visit;
    qsizetype m_at = 0;
};

void Walk::members(const QString &path, char close)
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

void Walk::value(const QString &path)
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
    m_visit(path, begin, m_at);
}

} // namespace

QByteArray replaceJsonValues(const QByteArray &text, const QMap<QString, QByteArray> &byPath)
{
    if (byPath.isEmpty())
        return text;
    QByteArray out;
    qsizetype copied = 0; // what lies before is in `out`, or was replaced
    Walk(text, [&](const QString &path, qsizetype begin, qsizetype end) {
        const auto other = byPath.constFind(path);
        if (other == byPath.cend())
            return;
        out.append(QByteArrayView(text).sliced(copied, begin - copied));
        out += *other;
        copied = end;
    }).run();
    return out.append(QByteArrayView(text).sliced(copied));
}

TextPlace placeAt(const QByteArray &text, qsizetype offset)
{
    const QByteArrayView before = QByteArrayView(text).first(qBound(qsizetype(0), offset, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {int(before.count('\n')) + 1, int(QString::fromUtf8(before.sliced(lineStart)).size()) + 1};
}

QMap<QString, TextPlace> jsonPlaces(const QByteArray &text, const QStringList &paths)
{
    QHash<QString, qsizetype> begins;
    Walk(text, [&begins](const QString &path, qsizetype begin, qsizetype) { begins.insert(path, begin); }).run();
    QMap<QString, TextPlace> places;
    for (const QString &path : paths) {
        QString known;
        QString next;
        const QStringList steps = splitPath(path);
        for (const QString &step : steps) {
            next = joinPath(next, step);
            if (begins.contains(next))
                known = next;
        }
        places.insert(path, placeAt(text, begins.value(known)));
    }
    return places;
}

} // namespace longshore

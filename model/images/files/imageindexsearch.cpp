// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageindex.h"
#include "model/store/sqlitevalues.h"

#include <QRegularExpression>
#include <SQLiteCpp/Database.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto inLayer = "SELECT node, parent, name FROM change WHERE layer=? AND mark<>4";
constexpr auto inMerged = "SELECT n.id, n.parent, n.name FROM node n JOIN span s ON s.node=n.id AND s.born<=?1 AND s.died>?1";

/// Whether a name, or a path, is looked for.
class NamePattern
{
public:
    explicit NamePattern(const QString &text) : m_text(text), m_ofPath(text.contains(u'/'))
    {
        if (!text.contains(u'*') && !text.contains(u'?'))
            return;
        QString expression = QRegularExpression::escape(m_ofPath && !text.startsWith(u'/') ? u"*/"_s + text : text);
        expression.replace(u"\\*"_s, u".*"_s).replace(u"\\?"_s, u"."_s);
        m_glob.setPattern(QRegularExpression::anchoredPattern(expression));
        m_glob.setPatternOptions(QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    }
    bool isOfPath() const { return m_ofPath; }
    bool matches(const QByteArray &bytes) const
    {
        const QString text = QString::fromUtf8(bytes);
        return m_glob.pattern().isEmpty() ? text.contains(m_text, Qt::CaseInsensitive) : m_glob.match(text).hasMatch();
    }

private:
    QString m_text;
    bool m_ofPath;
    QRegularExpression m_glob;
};

} // namespace

ImageIndex::Found ImageIndex::search(const QString &text, FilesView view, int layer, const CancelToken &token, int most) const
{
    Found found;
    const NamePattern pattern(text);
    try {
        SQLite::Statement all(*m_database, view == FilesView::Layer ? inLayer : inMerged);
        SQLite::Statement above(*m_database, "SELECT parent FROM node WHERE id=?");
        sqlite::bindAll(all, layer);
        while (all.executeStep() && !token.isCancelled()) {
            const qint64 node = all.getColumn(0).getInt64();
            if (!pattern.matches(pattern.isOfPath() ? '/' + pathOf(node) : sqlite::bytes(all, 2)))
                continue;
            if (found.matched.size() >= most) {
                found.isWhole = false;
                break;
            }
            found.matched.insert(node);
            found.shown.insert(node);
            for (qint64 folder = all.getColumn(1).getInt64(); folder != rootNode && !found.shown.contains(folder);) {
                found.shown.insert(folder);
                sqlite::bindAll(above, folder);
                folder = above.executeStep() ? above.getColumn(0).getInt64() : rootNode;
                above.reset();
            }
        }
    } catch (const SQLite::Exception &) {
        found.isWhole = false;
    }
    return found;
}

} // namespace longshore

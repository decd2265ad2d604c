// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dockerignore.h"

#include <QDir>
#include <QFile>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr qint64 largestIgnoreFile = 1 << 20;

/// The pattern language of the docker client: Go's filepath.Match, and `**` for any number of folders.
QString toExpression(const QString &pattern)
{
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'*' && pattern.mid(i, 3) == "**/"_L1) {
            expression += u"(?:.*/)?"_s;
            i += 2;
        } else if (c == u'*' && pattern.mid(i, 2) == "**"_L1) {
            expression += i + 2 == pattern.size() ? u".*"_s : u"(?:.*/)?"_s; // within a name it stands for folders, too
            ++i;
        } else if (c == u'*') {
            expression += u"[^/]*"_s;
        } else if (c == u'?') {
            expression += u"[^/]"_s;
        } else if (const qsizetype end = c == u'[' ? pattern.indexOf(u']', i + 2) : -1; end > 0) {
            expression += pattern.mid(i, end - i + 1);
            i = end;
        } else {
            if (c == u'\\' && i + 1 < pattern.size())
                ++i;
            expression += QRegularExpression::escape(pattern.mid(i, 1));
        }
    }
    return expression;
}

QString fixedPart(const QString &pattern)
{
    static const QRegularExpression special(u"[*?\\[\\\\]"_s);
    return pattern.left(pattern.indexOf(special));
}

} // namespace

void DockerIgnore::add(QString line)
{
    line = line.trimmed();
    Pattern pattern;
    if (line.startsWith(u'!')) {
        pattern.takesBack = true;
        line = line.mid(1).trimmed();
    }
    line = QDir::cleanPath(line);
    while (line.startsWith(u'/'))
        line.remove(0, 1);
    if (line.isEmpty() || line == "."_L1)
        return;
    pattern.fixed = fixedPart(line);
    // A path below what matches is left out (or taken back) too.
    pattern.expression.setPattern(u"\\A%1(?:/.*)?\\z"_s.arg(toExpression(line)));
    pattern.expression.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    if (pattern.expression.isValid())
        m_patterns.append(pattern);
}

DockerIgnore DockerIgnore::parse(const QString &text)
{
    DockerIgnore ignore;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        if (!line.startsWith(u'#') && !line.trimmed().isEmpty())
            ignore.add(line);
    }
    return ignore;
}

DockerIgnore DockerIgnore::of(const QString &folder, const QString &dockerfile)
{
    const QString builtFrom = dockerfile.isEmpty() ? u"Dockerfile"_s : dockerfile;
    const QString own = builtFrom + u".dockerignore"_s;
    const QString name = QFile::exists(folder + u'/' + own) ? own : u".dockerignore"_s;
    QFile file(folder + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    DockerIgnore ignore = parse(QString::fromUtf8(file.read(largestIgnoreFile)));
    for (const QString &needed : {builtFrom, name})
        ignore.add(u'!' + needed);
    return ignore;
}

bool DockerIgnore::takesBackBelow(const QString &folder) const
{
    const QString below = folder + u'/';
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&below](const Pattern &pattern) {
        return pattern.takesBack && (pattern.fixed.startsWith(below) || below.startsWith(pattern.fixed));
    });
}

bool DockerIgnore::leavesOut(const QString &path, bool isFolder) const
{
    for (auto pattern = m_patterns.crbegin(); pattern != m_patterns.crend(); ++pattern) {
        if (pattern->expression.match(path).hasMatch())
            return !pattern->takesBack && !(isFolder && takesBackBelow(path));
    }
    return false;
}

} // namespace longshore

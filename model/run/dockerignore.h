// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace longshore
{

/// What a `.dockerignore` leaves out of a build context, by the rules of the docker client: the last pattern that matches
/// decides, `!` takes back, and a folder takes all below it along. Paths are relative to the context. A value; any
/// thread.
class DockerIgnore
{
public:
    DockerIgnore() = default; ///< leaves nothing out

    /// A pattern that cannot be understood is passed over.
    static DockerIgnore parse(const QString &text);
    /// That of a source: `<dockerfile>.dockerignore` where there is one, else `.dockerignore`. The two files themselves
    /// and the Dockerfile always belong to the context. Blocks on a small file.
    static DockerIgnore of(const QString &folder, const QString &dockerfile);

    /// Of a folder only true when nothing below it is taken back: nobody needs to look into it then.
    bool leavesOut(const QString &path, bool isFolder) const;

private:
    struct Pattern {
        QRegularExpression expression;
        QString fixed; ///< what every match begins with
        bool takesBack = false;
    };
    void add(QString line);
    bool takesBackBelow(const QString &folder) const;

    QList<Pattern> m_patterns;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace longshore::test
{

/// A temporary folder of small files.
class Tree
{
public:
    QString root() const { return m_dir.path(); }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    /// Writes a file and the folders above it.
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    QString folder(const QString &name) const
    {
        QDir().mkpath(path(name));
        return path(name);
    }

private:
    QTemporaryDir m_dir;
};

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tempxdg.h"

#include <QDir>
#include <QFile>

namespace longshore::test
{

// A short name: sockets made below it must fit into sun_path (107 bytes).
TempXdg::TempXdg() : m_dir(QDir::tempPath() + QStringLiteral("/ls-XXXXXX"))
{
    if (!m_dir.isValid())
        qFatal("no temporary folder for the test: %s", qPrintable(m_dir.errorString()));
    static constexpr struct {
        const char *variable;
        const char *folder;
    } folders[] = {{"HOME", "home"},           {"XDG_DATA_HOME", "data"},   {"XDG_CONFIG_HOME", "config"},
                   {"XDG_CACHE_HOME", "cache"}, {"XDG_STATE_HOME", "state"}, {"XDG_RUNTIME_DIR", "run"},
                   {"TMPDIR", "tmp"}};
    for (const auto &entry : folders) {
        const QString folder = m_dir.filePath(QLatin1StringView(entry.folder));
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(entry.variable, QFile::encodeName(folder));
    }
    for (const char *variable : {"DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "CONTAINER_HOST"})
        qunsetenv(variable);
}

} // namespace longshore::test

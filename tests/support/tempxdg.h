// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace longshore::test
{

/// Moves this process (and the children it starts) into a home of its own: HOME, the XDG base directories and TMPDIR
/// point below one temporary folder that goes away with this object. What names an engine or a docker configuration
/// in the environment is unset, so that no test can reach an engine it was not given. Make it before any
/// QStandardPaths call; one per process.
class TempXdg
{
public:
    TempXdg();
    /// The temporary folder, e.g. to look at what was written: `path() + "/data"` is XDG_DATA_HOME.
    QString path() const { return m_dir.path(); }

private:
    QTemporaryDir m_dir;
};

} // namespace longshore::test

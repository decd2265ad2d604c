// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"

namespace longshore
{

/// Makes a job of whatever a person dropped, opened or pasted. `workspace` is where a snapshot is unpacked, and what
/// relative paths of a pasted line start from. Blocks: to be called on a worker's thread.
class JobImport
{
public:
    explicit JobImport(const QString &workspace)
        : m_workspace(workspace)
    {
    }

    /// A job file, `config.json`, debug snapshot, data folder or component's source. Error::BadInput when it is none.
    Result<ImportResult> fromPath(const QString &path) const;
    /// A `docker run` line, or the JSON of a job or configuration. Error::BadInput when it is none.
    Result<ImportResult> fromText(const QString &text) const;
    /// True for a text that `fromText` may be able to read; cheap.
    static bool mayBeJob(const QString &text);

private:
    Result<ImportResult> fromFile(const QString &path) const;
    QString freeFolder(const QString &name) const;

    QString m_workspace;
};

} // namespace longshore

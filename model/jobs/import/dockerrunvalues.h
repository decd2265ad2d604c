// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/dockerrunparser.h"

#include <QDir>
#include <QMap>

namespace longshore
{

/// A docker run line that cannot be taken, and what to do about it.
Error refuseRunLine(const QString &happened, const QString &advice);

/// What the options of a docker run line say, gathered one by one under their long names. Blocks on small files.
class DockerRunValues
{
public:
    /// Relative paths are those of `folder`.
    explicit DockerRunValues(const QString &folder) : m_folder(folder) {}

    /// An assignment before the command, for `--env NAME`.
    void give(const QString &name, const QString &value) { m_given.insert(name, value); }
    /// `given` is what stands behind `=`, or `true`.
    void setFlag(const QString &name, const QString &given);
    /// Error::BadInput for a value that makes no sense; one that is understood but not ours is kept as unmapped.
    Result<void> set(const QString &name, const QString &value);
    /// Keeps what was not taken over; `why` follows it in a sentence.
    void cannot(const QString &what, const QString &why = {});
    RunLine take() { return std::move(m_line); }

private:
    bool setPlain(const QString &name, const QString &value);
    Result<void> setAmount(const QString &name, const QString &value);
    Result<void> setEnv(const QString &value);
    Result<void> envFile(const QString &path);
    Result<void> setVolume(const QString &value);
    Result<void> setMount(const QString &value);
    Result<void> setPort(const QString &value);

    QDir m_folder;
    RunLine m_line;
    QMap<QString, QString> m_given; ///< `NAME=value` before the command
};

} // namespace longshore

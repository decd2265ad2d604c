// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

namespace longshore
{

/// One entry of `rows`.
struct JobRow {
    QString id;
    QString name;
    bool isDisabled = false;
    QByteArray configuration = "{}"; ///< JSON, merged over the job's by `mergeRow`
    QByteArray state = "{}";         ///< JSON, initial state

    bool operator==(const JobRow &) const = default;
};

/// `source`: what a missing image is built from.
struct JobSource {
    QString folder;     ///< absolute
    QString dockerfile; ///< relative to `folder`

    bool operator==(const JobSource &) const = default;
};

/// `image`.
struct JobImage {
    enum class Pull { Never, Missing, Always };
    Pull pull = Pull::Missing;
    QString pin; ///< digest, or empty

    bool operator==(const JobImage &) const = default;
};

/// `input`.
struct JobInput {
    enum class Mode { Mapping, Folder };
    enum class Transfer { Copy, Bind };
    Mode mode = Mode::Mapping;
    QString folder; ///< absolute, or empty: no data folder
    Transfer transfer = Transfer::Copy;
    QMap<QString, QString> fileTables; ///< table id -> absolute file

    bool operator==(const JobInput &) const = default;
};

/// One of `extra.mounts`: `host:container[:ro]` or `{source, target, readOnly}`.
struct JobMount {
    QString source; ///< absolute path; a name without a slash is a volume
    QString target;
    bool readOnly = false;

    bool operator==(const JobMount &) const = default;
    QString toBind() const { return source + u':' + target + (readOnly ? QStringLiteral(":ro") : QString()); }
};

/// `extra`: what goes beyond the contract. An unset member leaves the contract's value.
struct JobExtra {
    QMap<QString, QString> env;
    QList<JobMount> mounts;
    std::optional<QString> network;
    std::optional<QString> user;
    std::optional<QStringList> entrypoint;
    std::optional<QStringList> cmd;
    std::optional<qint64> memory; ///< bytes
    std::optional<double> cpus;
    QStringList ports; ///< as `docker run -p` takes them

    bool operator==(const JobExtra &) const = default;
};

} // namespace longshore

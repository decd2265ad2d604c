// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// How an output file is stored (§5.4).
struct OutputFileOptions {
    QStringList tags;
    bool isPublic = false;
    bool isPermanent = false;
    bool isEncrypted = true;
    bool notify = false;

    bool operator==(const OutputFileOptions &) const = default;
};

/// A file manifest, or an entry of `storage.output.files` when `mapping`; problems as `normalisedOutputTable`'s. Pure.
OutputFileOptions readOutputFile(const nlohmann::ordered_json &json, bool mapping, const QString &root,
                                 Problems *problems);

/// `storage.output.table_files` (§6.6): tables stored as files are permanent unless it says otherwise. Pure.
OutputFileOptions readTableFiles(const nlohmann::ordered_json &json, const QString &root, Problems *problems);

/// `tags` with the system's behind them, each once (O18). Empty ids give no tag. Pure.
QStringList withSystemTags(const QStringList &tags, const QString &component, const QString &configuration,
                           const QString &row, const QString &branch, const QString &run);

} // namespace longshore

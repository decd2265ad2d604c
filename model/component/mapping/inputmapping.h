// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"
#include "model/component/state.h"

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// The word of `changed_since` that means "since the last run" (I5, I12).
constexpr const char *adaptiveWord = "adaptive";

/// One entry of `storage.input.tables` (§4.1).
struct InputTable {
    QString source; ///< table id
    QString sourceBranchId;
    QString destination;  ///< as given; `fileName()` is what counts
    int days = 0;         ///< 0 = not set
    QString changedSince; ///< empty = not set; a checked expression, or `adaptive`
    QStringList columns;  ///< what to select, in this order (I3); empty = all
    QString whereColumn;
    QStringList whereValues;
    bool whereNot = false; ///< `ne` (I4)
    std::optional<qint64> limit;
    QString fileType; ///< `parquet` …; empty = CSV

    bool operator==(const InputTable &) const = default;
    QString fileName() const { return destination.isEmpty() ? source : destination; } ///< below in/tables (F10)
    bool isAdaptive() const { return changedSince == QLatin1String(adaptiveWord); }
    bool isSelective() const ///< not the table as it is; a time limit does not count
    {
        return !columns.isEmpty() || !whereColumn.isEmpty() || limit.has_value();
    }
};

/// One entry of `storage.input.files` (§4.2).
struct InputFile {
    QStringList tags;
    QList<StateTag> sourceTags;
    QString query;
    QList<qint64> fileIds;
    std::optional<qint64> limit;
    QStringList processedTags;
    QString changedSince; ///< as in InputTable

    bool operator==(const InputFile &) const = default;
    bool isAdaptive() const { return changedSince == QLatin1String(adaptiveWord); }
    QList<StateTag> stateTags() const; ///< what its entry in the state is found by (I12)
};

/// `storage.input`, checked.
struct InputMapping {
    QList<InputTable> tables;
    QList<InputFile> files;

    bool operator==(const InputMapping &) const = default;
};

/// Reads and checks the input mapping of a configuration (§4.1, §4.2, I1–I3, I10). Error::BadInput names each wrong
/// place by its dotted path. Pure; any thread.
Result<InputMapping> parseInputMapping(const QByteArray &configuration);

/// The query that the platform would send for a file mapping (I11, A40); empty when it is by `tags` alone.
QString fileQueryText(const InputFile &file, const QDateTime &now);

/// Part of `checkConfiguration`: what the platform's own clean-up of `storage.input` makes of a configuration that has its
/// shape (A37, A38; empty lists dropped), and what it refuses.
void normaliseInput(nlohmann::ordered_json *configuration, Problems *problems);

} // namespace longshore

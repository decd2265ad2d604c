// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <optional>

namespace longshore
{

// A stored state (§7.1): {"component": …, "storage": {"input": {"tables": […], "files": […]}}, "data_app": …}, one for
// each configuration or row (S5). All functions are pure and take and give JSON text; empty text is an empty state.

/// Refuses what is no stored state: other root keys, items with keys too many or missing; names every dotted path.
Result<void> checkStoredState(const QByteArray &stored);

/// The state of a job file, in the shape of §7.1: text that has it already stays, any other object is what the
/// component saved, and goes under `component`.
Result<QByteArray> storedStateFrom(const QByteArray &initial);

/// What `in/state.json` of the main stage holds (S1): the node `component`, `{}` when there is none.
Result<QByteArray> componentStateOf(const QByteArray &stored);

/// What the component left in `out/state.*` (S2), as JSON; without a file (`nullopt`) it is empty. Error::BadInput.
Result<QByteArray> readComponentState(const std::optional<QByteArray> &file, const QString &format);

/// The state to be saved: `stored` with what the run produced over it. The component's part is replaced, by nothing when
/// it left nothing (S3); `storage` too when `storageState` is not empty; other root keys stay.
Result<QByteArray> nextStoredState(const QByteArray &stored, const QByteArray &componentState, const QByteArray &storageState);

/// One tag of a file mapping; `match` is empty where the mapping has plain `tags` (I12).
struct StateTag {
    QString name;
    QString match; ///< `include`, `exclude` or empty

    bool operator==(const StateTag &) const = default;
};

/// The input part of a stored state.
struct InputState {
    struct Files {
        QList<StateTag> tags;
        qint64 lastImportId = 0;

        bool operator==(const Files &) const = default;
    };
    QMap<QString, QString> tables; ///< source id -> `lastImportDate` (I5)
    QList<Files> files;

    std::optional<qint64> lastFile(const QList<StateTag> &tags) const; ///< of the entry with exactly these tags
    bool operator==(const InputState &) const = default;
};

/// Error::BadInput as `checkStoredState`.
Result<InputState> inputStateOf(const QByteArray &stored);

} // namespace longshore

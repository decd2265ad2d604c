// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "model/run/tarextractor.h"

#include <memory>

namespace longshore
{

/// The folder of one run, `runs/<ULID>/` (product.md, "Files on disk"), held by the process that owns the run:
/// `lock` (an OFD lock, which the kernel drops when its holder dies), `run.json`, `log.NNN.seg` and `.idx`,
/// `stages/<n>/` (`config.json`, `stage.json`, `state.json`, `error.json`, `changes.json`, `in/`, `out/`), `out/`, `manifest.json`. Never holds a secret. One thread at a time.
class Capsule
{
public:
    /// Makes the folder (mode 0700) and takes its lock. Errors: StoreUnwritable, Disk.
    static Result<std::unique_ptr<Capsule>> create(const QString &runsDirectory, const RunId &id);
    /// Takes the lock of one that exists. Error Conflict when its owner is alive, NotFound when it is gone.
    static Result<std::unique_ptr<Capsule>> adopt(const QString &path);
    ~Capsule();
    Capsule(const Capsule &) = delete;
    Capsule &operator=(const Capsule &) = delete;

    QString path() const { return m_path; }

    /// `run.json`: the copy of the index's row from which a lost index is rebuilt (F64).
    Result<void> writeRun(const RunSummary &run);
    /// The same at a run's end, with its usage and variables.
    Result<void> writeRun(const RunResult &result);
    /// `stages/<stage>/config.json`, masked by the caller.
    Result<void> writeStageConfig(int stage, const QByteArray &maskedConfig);
    /// `stages/<stage>/state.json`: what the main stage left for its next run, masked by the caller.
    Result<void> writeStageState(int stage, const QByteArray &maskedState);
    /// `stages/<stage>/changes.json`, redacted by the caller.
    Result<void> writeStageChanges(int stage, const QByteArray &changes);
    /// `stages/<stage>/memo.json`.
    Result<void> writeStageMemo(int stage, const struct StageMemo &memo);
    /// `stages/<number>/stage.json`.
    Result<void> writeStage(const StageSummary &stage);
    /// `stages/<stage>/`, made when it is missing.
    Result<QString> stageFolder(int stage);
    /// `manifest.json`: the result and each file below out/.
    Result<void> writeManifest(const RunResult &result, const Collected &collected);

private:
    explicit Capsule(const QString &path) : m_path(path) {}
    Result<void> lock();

    QString m_path;
    int m_lock = -1;
};

} // namespace longshore

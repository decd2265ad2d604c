// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

#include <QObject>
#include <optional>

namespace longshore
{

class RunService;

/// One run of several of the same job, and how it went.
struct MatrixCase {
    QString name; ///< what is different: "tag 1.2", "config small.json"
    RunRequest request;
    RunSummary run{};                  ///< without id until it was started
    std::optional<RunResult> result{}; ///< once it ended
    std::optional<Error> error{};      ///< it could not be started

    bool isOver() const { return result || error; }
    /// "success", "running"; translated.
    QString verdictWords() const;
    /// 0 also while it is not over; of an error the caller's.
    int programExitCode() const { return result ? result->programExitCode() : 0; }
};

/// The cases of `tag=1,2,3` or `config=a.json,b.json`; a configuration is what `config.json` holds, and takes the place
/// of the job's. File names are relative to the current folder. Each value once. Error::BadInput names what is wrong;
/// NotFound for a file. Blocks on small files.
Result<QList<MatrixCase>> makeMatrix(const RunRequest &base, const QString &axis);

/// Runs cases, as many at a time as the service runs, in their order; each is a run like any other. One thread.
class MatrixRun : public QObject
{
    Q_OBJECT
public:
    /// `service` outlives it.
    MatrixRun(RunService &service, const QList<MatrixCase> &cases, QObject *parent = nullptr);

    void start();
    /// Stops those that are not over; `finished` follows.
    void cancel();
    const QList<MatrixCase> &cases() const { return m_cases; }
    bool isOver() const;

Q_SIGNALS:
    void caseChanged(int index);
    /// All are over; once.
    void finished();

private:
    int indexOf(const RunId &id) const;
    void concludeIfOver();

    RunService &m_service;
    QList<MatrixCase> m_cases;
    bool m_concluded = false;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/cases/foldercompare.h"
#include "model/cases/functionalcase.h"
#include "model/run/runtypes.h"

namespace longshore
{

class Redactor;

/// How a case ended.
struct CaseResult {
    enum class Outcome {
        Passed,
        Failed, ///< the component did something else than was expected
        Broken, ///< the case could not be run or judged: its files, or the engine
        Skipped,
        Cancelled
    };

    QString name;
    Outcome outcome = Outcome::Broken;
    QString run; ///< id of its run; empty when it never started
    std::optional<int> exitCode;
    QString expectedCode; ///< `FunctionalCase::codeWords`
    QStringList reasons;  ///< sentences without a full stop: why it is not Passed
    QList<FolderDifference> differences;
    QString message;       ///< what the component said last (X9), of a case that did not pass
    qint64 durationMs = 0; ///< from the beginning of its run to its end

    bool passed() const { return outcome == Outcome::Passed || outcome == Outcome::Skipped; }
};

/// "passed", "failed", "broken", "skipped", "cancelled"; stable, for `--json`.
QString toString(CaseResult::Outcome outcome);

/// Judges a finished run: exit code, then the outputs in its capsule against `expected/data/out`; without `expected`
/// the exit code decides alone. Whatever is told of the outputs goes through `redactor`. Blocks on the files; any
/// thread.
CaseResult judgeCase(const FunctionalCase &which, const RunResult &run, const Redactor &redactor);

/// Of a case that never came to run.
CaseResult brokenCase(const FunctionalCase &which, const Error &error);

/// The results as JUnit XML, `<testsuites>` with one suite: Failed is a failure, Broken an error. Characters that XML
/// cannot hold are replaced by visible ones. Pure.
QByteArray junitXml(const QString &suite, const QList<CaseResult> &results, qint64 durationMs,
                    const QDateTime &started);

} // namespace longshore

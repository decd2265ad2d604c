// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "app/exitcode.h"
#include "model/cases/caseresult.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace longshore
{

/// What `longshore test` tells: a line for each case as it ends, with its reasons and differences, and the sum at the
/// end.
class CaseReport
{
public:
    CaseReport(Console &console, const QString &suite, qsizetype count);

    /// The clock starts.
    void begin();
    /// The result of the case at `index` of the order in which all are kept.
    void add(qsizetype index, CaseResult result);
    qsizetype count(CaseResult::Outcome outcome) const;
    /// Prints the sum; 0 when all passed, else 1.
    ExitCode finish();
    /// All results in their order. Errors: Disk, PermissionDenied.
    Result<void> writeJunit(const QString &path) const;

private:
    void print(const CaseResult &result);
    void printJson(const CaseResult &result);

    Console &m_console;
    QString m_suite;
    QList<CaseResult> m_results;
    QDateTime m_started;
    QElapsedTimer m_clock;
    qint64 m_durationMs = 0;
};

} // namespace longshore

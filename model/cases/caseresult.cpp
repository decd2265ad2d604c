// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/caseresult.h"

#include "model/run/capsulefiles.h"
#include "model/run/redactor.h"

namespace longshore
{

using namespace Qt::StringLiterals;
using Outcome = CaseResult::Outcome;

QString toString(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return u"passed"_s;
    case Outcome::Failed:
        return u"failed"_s;
    case Outcome::Skipped:
        return u"skipped"_s;
    case Outcome::Cancelled:
        return u"cancelled"_s;
    case Outcome::Broken:
        break;
    }
    return u"broken"_s;
}

static CaseResult resultOf(const FunctionalCase &which)
{
    CaseResult result;
    result.name = which.name;
    result.expectedCode = which.codeWords();
    return result;
}

CaseResult brokenCase(const FunctionalCase &which, const Error &error)
{
    CaseResult result = resultOf(which);
    result.reasons.append(error.sentence());
    return result;
}

/// Whether the component ran to an end of its own; else what happened is the reason.
static bool hasEnded(const RunResult &run, CaseResult &result)
{
    const Verdict verdict = run.summary.verdict.value_or(Verdict::EngineFailure);
    if (verdict == Verdict::Cancelled) {
        result.outcome = Outcome::Cancelled;
        result.reasons.append(u"cancelled"_s);
    } else if (verdict == Verdict::TimedOut) {
        result.outcome = Outcome::Failed;
        result.reasons.append(run.summary.message.isEmpty() ? u"timed out"_s : run.summary.message);
    } else if (verdict == Verdict::EngineFailure || !run.summary.containerExitCode) {
        result.reasons.append(run.error                       ? run.error->sentence()
                              : run.summary.message.isEmpty() ? toWords(verdict)
                                                              : run.summary.message);
    } else {
        return true;
    }
    return false;
}

CaseResult judgeCase(const FunctionalCase &which, const RunResult &run, const Redactor &redactor)
{
    CaseResult result = resultOf(which);
    result.run = run.summary.id.value;
    result.exitCode = run.summary.containerExitCode;
    if (!hasEnded(run, result))
        return result;
    if (!which.acceptsCode(*result.exitCode))
        result.reasons.append(u"exit code %1 instead of %2"_s.arg(*result.exitCode).arg(which.codeWords()));
    if (run.summary.verdict == Verdict::OutOfMemory)
        result.reasons.append(u"out of memory"_s);
    if (which.hasExpected)
        result.differences = compareFolders(which.expectedFolder(), outputFolder(run.summary.capsule));
    if (const qsizetype count = result.differences.size())
        result.reasons.append(count == 1 ? u"one difference in out"_s : u"%1 differences in out"_s.arg(count));
    result.outcome = result.reasons.isEmpty() ? Outcome::Passed : Outcome::Failed;
    if (result.passed())
        return result;
    result.message = run.summary.message;
    for (const RunProblem &problem : run.problems)
        result.reasons.append(problem.path.isEmpty() ? problem.text : problem.path + u": "_s + problem.text);
    for (FolderDifference &difference : result.differences)
        difference.diff = redactor.redact(difference.diff);
    return result;
}

} // namespace longshore

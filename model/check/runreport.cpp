// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/runreport.h"

#include "model/check/datafoldercheck.h"
#include "model/check/logfacts.h"
#include "model/check/outputreport.h"
#include "model/run/capsulefiles.h"
#include "model/run/runtypes.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

// §9.2
void reportExit(const RunResult &run, const LogFacts &log, Findings &findings)
{
    if (!run.summary.containerExitCode || run.summary.verdict == Verdict::Cancelled ||
        run.summary.verdict == Verdict::TimedOut)
        return;
    const int code = *run.summary.containerExitCode;
    const QString at = u"exit code"_s;
    switch (code) {
    case 0:
        break;
    case 1:
        if (log.traceback)
            findings.warning(u"9.2"_s, at,
                             u"An unhandled exception ended in exit 1: to the platform that is a user error, shown to "
                             u"end users with its text. "
                             "A fault of the component is any code from 2 on."_s);
        break;
    case 125:
    case 137:
        findings.warning(
            u"9.2"_s, at,
            u"%1 is what a killed process leaves; the platform takes it for a lack of memory."_s.arg(code));
        break;
    case 126:
        findings.error(u"9.2"_s, at, u"126: a command was found but could not be executed."_s);
        break;
    case 127:
        findings.error(u"9.2"_s, at, u"127: a command was not found."_s);
        break;
    default:
        if (code > 128 && code <= 128 + 64)
            findings.warning(u"9.2"_s, at, u"%1: signal %2 ended it."_s.arg(code).arg(code - 128));
    }
    if (code != 0 && log.stderrBytes == 0)
        findings.warning(u"X9"_s, u"stderr"_s,
                         log.stdoutBytes > 0
                             ? u"It failed without a word on stderr, so all of stdout becomes its message."_s
                             : u"It failed without a word: nobody learns why."_s);
    if (code == 0 && log.stderrBytes > 0)
        findings.warning(
            u"9.2"_s, u"stderr"_s,
            u"It succeeded and wrote %1 bytes to stderr: the platform shows them as an error."_s.arg(log.stderrBytes));
}

void reportLog(const LogFacts &log, Findings &findings)
{
    if (log.redacted > 0)
        findings.warning(u"L6"_s, u"log"_s,
                         u"A secret was printed in %1 places; it is hidden in what is stored."_s.arg(log.redacted));
    if (log.badUtf8)
        findings.note(u"L2"_s, u"log"_s, u"It is not all UTF-8; the platform drops what is not."_s);
    if (log.longestLine > 60'000)
        findings.note(u"L2"_s, u"log"_s,
                      u"Its longest line has %1 bytes; the platform cuts at 60000 characters."_s.arg(log.longestLine));
    if (log.stdoutBytes + log.stderrBytes > 30 << 20)
        findings.warning(u"L5"_s, u"log"_s,
                         u"It has %1 MiB: so much in a short time may end a job on the platform."_s.arg(
                             (log.stdoutBytes + log.stderrBytes) >> 20));
    if (!log.needsRoot.isEmpty())
        findings.warning(u"Z4"_s, u"log"_s, u"It looks as if it needed to be root: \"%1\"."_s.arg(log.needsRoot));
}

} // namespace

Findings reportRun(const RunResult &run, const RunReportContext &context)
{
    Findings findings;
    const LogFacts log = readLogFacts(run.summary.capsule);
    reportExit(run, log, findings);
    reportLog(log, findings);
    for (const RunProblem &problem : run.problems)
        findings.warning({}, problem.path, problem.text);
    findings += checkOutFolder(outputFolder(run.summary.capsule), u"out"_s);
    findings += reportOutputs(run, context);
    return findings;
}

} // namespace longshore

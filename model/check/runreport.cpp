// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/runreport.h"

#include "model/check/containerreport.h"
#include "model/check/datafoldercheck.h"
#include "model/check/logfacts.h"
#include "model/check/runoutputs.h"
#include "model/run/folderwalk.h"
#include "model/run/redactor.h"
#include "model/run/runtypes.h"

#include <QFile>
#include <algorithm>

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
}

bool containsSecret(const QString &path, const Redactor &redactor)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    RedactingStream stream(redactor);
    QByteArray block(256 << 10, Qt::Uninitialized);
    for (qint64 n; (n = file.read(block.data(), block.size())) > 0;) {
        (void)stream.feed(QByteArrayView(block).first(n));
        if (stream.replaced())
            return true;
    }
    (void)stream.finish();
    return stream.replaced();
}

void reportSecrets(const QString &folder, const QString &prefix, const QList<QByteArray> &secrets, Findings &findings)
{
    const Redactor redactor(secrets);
    if (redactor.isEmpty())
        return;
    FolderWalk walk(folder, {});
    while (const auto entry = walk.next()) {
        const QString name = QFile::decodeName(entry->path);
        if (S_ISREG(entry->info.st_mode) && containsSecret(folder + u'/' + name, redactor))
            findings.error(u"L6"_s, (prefix.isEmpty() ? u"out/"_s : prefix + u"/out/"_s) + name,
                           u"It holds a secret of the configuration in the clear."_s);
    }
}

} // namespace

Findings reportRun(const RunResult &run, const QList<QByteArray> &secrets)
{
    Findings findings;
    const LogFacts log = readLogFacts(run.summary.capsule);
    reportExit(run, log, findings);
    reportLog(log, findings);
    reportContainers(run, log, findings);
    const QList<RunRowOutput> rows = runRowOutputs(run);
    for (const RunRowOutput &row : rows) {
        // Several rows write the same names.
        const QString prefix = rows.size() > 1 ? u"rows/"_s + row.rowId : QString();
        findings += checkOutFolder(row.request, prefix);
        reportSecrets(row.request.folder, prefix, secrets, findings);
    }
    for (const RunProblem &problem : run.problems) {
        const auto said = [&problem](const Finding &finding) {
            return finding.path.endsWith(problem.path) && finding.message.endsWith(problem.text);
        };
        if (std::none_of(findings.cbegin(), findings.cend(), said))
            findings.warning({}, problem.path, problem.text);
    }
    return findings;
}

} // namespace longshore

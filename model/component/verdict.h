// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

namespace longshore
{

/// How a run or stage ended, in words people use (product.md).
enum class Verdict { Success, UserError, ApplicationError, OutOfMemory, TimedOut, Cancelled, EngineFailure };

QString toWords(Verdict verdict); ///< "out of memory"; translated
QString toKey(Verdict verdict);   ///< "out-of-memory"; stable, for files and `--json`
std::optional<Verdict> verdictFromKey(const QString &key);
int exitCode(Verdict verdict); ///< of `longshore run`: 0, 1, 2, 3, 4, 5, 69

/// All that is known when a stage's container has ended.
struct StageEnd {
    bool cancelled = false; ///< we stopped it because a person asked
    bool timedOut = false;  ///< we stopped it at its deadline
    QString engineFailure;  ///< not empty: the engine failed, or the container was removed from outside; a sentence
    bool oomKilled = false; ///< State.OOMKilled
    int exitCode = 0;       ///< of the container
    qint64 elapsedMs = 0;   ///< from start to end
    int timeoutSeconds = 0; ///< of this stage; 0 = none
    QByteArray stdoutTail;  ///< redacted; the last megabyte is enough (X10)
    QByteArray stderrTail;  ///< redacted
    QString gelfText;       ///< the last GELF text with level <= 4
    QString image;          ///< printable image (X12)
    QString containerName;
    qint64 memoryLimit = 0;           ///< bytes; 0 = unknown
    qint64 peakMemory = 0;            ///< bytes; 0 = unknown
    bool noApplicationErrors = false; ///< logging.no_application_errors of the component
};

/// The verdict and the message that goes with it.
struct StageVerdict {
    Verdict verdict = Verdict::Success;
    QString message;                ///< at most 4000 characters (X9); empty on success without stderr
    bool messageFromStdout = false; ///< stderr was empty (X9: a notice)
    bool hiddenFromEndUser = false; ///< the platform shows its end users a generic text instead (X11)

    bool operator==(const StageVerdict &) const = default;
};

/// Our own cancel, our own timeout, an engine failure, then contract §9.2 in its order. Pure.
StageVerdict classify(const StageEnd &end);

/// A message longer than 4000 characters as its first and last 1997 around " ... " (X9).
QString cutMessage(const QString &message);

/// `quay.io/keboola/x:1` -> `keboola/x:1` (X12).
QString printableImage(const QString &reference);

/// The last line of a log: "Exit 1: user error, after 12.4 s, peak 812 MiB of 4 GiB". Parts that are unknown are left
/// out; without a container exit ("Cancelled", "Timed out", …) the verdict opens it. Translated.
QString verdictSentence(const StageVerdict &verdict, const StageEnd &end);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/verdict.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype longestMessage = 4000;
constexpr qsizetype keptEachSide = 1997;

struct Words {
    Verdict verdict;
    const char *key;
    const char *words;
    int exitCode;
};

constexpr std::array<Words, 7> vocabulary{{
    {Verdict::Success, "success", QT_TRANSLATE_NOOP("Verdict", "success"), 0},
    {Verdict::UserError, "user-error", QT_TRANSLATE_NOOP("Verdict", "user error"), 1},
    {Verdict::ApplicationError, "application-error", QT_TRANSLATE_NOOP("Verdict", "application error"), 2},
    {Verdict::OutOfMemory, "out-of-memory", QT_TRANSLATE_NOOP("Verdict", "out of memory"), 3},
    {Verdict::TimedOut, "timed-out", QT_TRANSLATE_NOOP("Verdict", "timed out"), 4},
    {Verdict::Cancelled, "cancelled", QT_TRANSLATE_NOOP("Verdict", "cancelled"), 5},
    {Verdict::EngineFailure, "engine-failure", QT_TRANSLATE_NOOP("Verdict", "engine failure"), 69},
}};

const Words &wordsOf(Verdict verdict)
{
    for (const Words &words : vocabulary) {
        if (words.verdict == verdict)
            return words;
    }
    return vocabulary.back();
}

QString limitText(const StageEnd &end)
{
    return end.memoryLimit > 0 ? u" (exceeded %1 MiB)"_s.arg(end.memoryLimit >> 20) : QString();
}

/// X9: stderr, else stdout, else GELF, else a fixed text.
StageVerdict withOutput(Verdict verdict, const StageEnd &end)
{
    StageVerdict result{verdict, {}, false, false};
    const QString errors = QString::fromUtf8(end.stderrTail).trimmed();
    const QString output = QString::fromUtf8(end.stdoutTail).trimmed();
    if (!errors.isEmpty()) {
        result.message = errors;
    } else if (!output.isEmpty()) {
        result.message = output;
        result.messageFromStdout = true;
    } else if (!end.gelfText.isEmpty()) {
        result.message = end.gelfText;
    } else {
        result.message = u"The component printed no error message."_s;
    }
    result.message = cutMessage(result.message);
    return result;
}

StageVerdict killed(const StageEnd &end)
{
    const bool late = end.timeoutSeconds > 0 && end.elapsedMs >= qint64(end.timeoutSeconds) * 1000;
    if (late) {
        return {Verdict::TimedOut,
                u"Running %1 container exceeded the timeout of %2 seconds."_s.arg(end.image).arg(end.timeoutSeconds),
                false, false};
    }
    return {Verdict::OutOfMemory,
            u"Component terminated with exit %1, possibly out of memory%2."_s.arg(end.exitCode).arg(limitText(end)),
            false, false};
}

StageVerdict failedOtherwise(const StageEnd &end)
{
    StageVerdict result = withOutput(end.noApplicationErrors ? Verdict::UserError : Verdict::ApplicationError, end);
    result.message =
        u"%1 container '%2' failed: (%3) %4"_s.arg(end.image, end.containerName).arg(end.exitCode).arg(result.message);
    result.hiddenFromEndUser = !end.noApplicationErrors;
    return result;
}

/// Contract §9.2, in its order.
StageVerdict byContract(const StageEnd &end)
{
    if (end.oomKilled)
        return {Verdict::OutOfMemory, u"Component out of memory%1."_s.arg(limitText(end)), false, false};
    if (end.exitCode == 0)
        return {Verdict::Success, cutMessage(QString::fromUtf8(end.stderrTail).trimmed()), false, false};
    if (end.exitCode == 137 || end.exitCode == 125)
        return killed(end);
    if (end.exitCode == 1)
        return withOutput(Verdict::UserError, end);
    return failedOtherwise(end);
}

QString megabytes(qint64 bytes)
{
    constexpr qint64 gib = qint64(1) << 30;
    if (bytes >= gib && bytes % gib == 0)
        return u"%1 GiB"_s.arg(bytes / gib);
    if (bytes >= 10 * gib)
        return u"%1 GiB"_s.arg(double(bytes) / double(gib), 0, 'f', 1);
    if (bytes < 1 << 20)
        return u"%1 KiB"_s.arg((bytes + (1 << 9)) >> 10);
    return u"%1 MiB"_s.arg((bytes + (1 << 19)) >> 20);
}

QString duration(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60)
        return u"%1 s"_s.arg(double(milliseconds) / 1000, 0, 'f', 1);
    if (seconds < 3600)
        return u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60);
    return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString say(const char *text)
{
    return QCoreApplication::translate("Verdict", text);
}

} // namespace

QString toWords(Verdict verdict)
{
    return say(wordsOf(verdict).words);
}

QString toKey(Verdict verdict)
{
    return QString::fromLatin1(wordsOf(verdict).key);
}

std::optional<Verdict> verdictFromKey(const QString &key)
{
    for (const Words &words : vocabulary) {
        if (key == QLatin1String(words.key))
            return words.verdict;
    }
    return std::nullopt;
}

int exitCode(Verdict verdict)
{
    return wordsOf(verdict).exitCode;
}

StageVerdict classify(const StageEnd &end)
{
    if (end.cancelled)
        return {Verdict::Cancelled, u"The run was cancelled."_s, false, false};
    if (end.timedOut) {
        return {Verdict::TimedOut,
                u"Running %1 container exceeded the timeout of %2 seconds."_s.arg(end.image).arg(end.timeoutSeconds),
                false, false};
    }
    if (!end.engineFailure.isEmpty())
        return {Verdict::EngineFailure, end.engineFailure, false, false};
    return byContract(end);
}

QString cutMessage(const QString &message)
{
    // Counted in code points as PHP does, so that no surrogate pair is torn.
    const QList<uint> points = message.toUcs4();
    if (points.size() <= longestMessage)
        return message;
    const auto *data = reinterpret_cast<const char32_t *>(points.constData());
    return QString::fromUcs4(data, keptEachSide) + u" ... "_s +
           QString::fromUcs4(data + points.size() - keptEachSide, keptEachSide);
}

QString printableImage(const QString &reference)
{
    return reference.contains(u'/') ? reference.section(u'/', 1) : reference;
}

QString verdictSentence(const StageVerdict &verdict, const StageEnd &end)
{
    const bool ownDoing =
        verdict.verdict == Verdict::Cancelled || end.timedOut || verdict.verdict == Verdict::EngineFailure;
    QString sentence = toWords(verdict.verdict);
    if (ownDoing)
        sentence[0] = sentence[0].toUpper();
    else
        sentence = say(QT_TRANSLATE_NOOP("Verdict", "Exit %1: %2")).arg(end.exitCode).arg(sentence);
    if (end.elapsedMs > 0)
        sentence += say(QT_TRANSLATE_NOOP("Verdict", ", after %1")).arg(duration(end.elapsedMs));
    if (end.peakMemory > 0) {
        sentence += say(QT_TRANSLATE_NOOP("Verdict", ", peak %1")).arg(megabytes(end.peakMemory));
        if (end.memoryLimit > 0)
            sentence += say(QT_TRANSLATE_NOOP("Verdict", " of %1")).arg(megabytes(end.memoryLimit));
    }
    return sentence;
}

} // namespace longshore

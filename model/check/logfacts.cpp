// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/logfacts.h"

#include "model/logs/logreader.h"

#include <QStringDecoder>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 most = 256 << 20;

bool hasAny(QByteArrayView text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [text](const char *word) { return text.indexOf(QByteArrayView(word)) >= 0; });
}

class Pass
{
public:
    void frame(const StoredFrame &frame)
    {
        if (frame.flags & LogAppNote)
            return;
        (frame.source == LogSource::Stderr ? m_facts.stderrBytes : m_facts.stdoutBytes) += frame.bytes.size();
        m_facts.redacted += bool(frame.flags & LogRedacted);
        m_line += frame.bytes.size();
        m_facts.longestLine = qMax(m_facts.longestLine, m_line);
        if (!(frame.flags & LogPartial)) { // a cut frame may end within a character
            m_line = 0;
            if (!m_facts.badUtf8)
                m_facts.badUtf8 = !frame.bytes.isEmpty() &&
                                  QString::fromUtf8(frame.bytes).contains(QChar::ReplacementCharacter) &&
                                  frame.bytes.indexOf("\xef\xbf\xbd") < 0;
        }
        m_facts.traceback =
            m_facts.traceback ||
            hasAny(frame.bytes, {"Traceback (most recent call last)", "PHP Fatal error:", "Exception in thread \"",
                                 "goroutine 1 [running]", "UnhandledPromiseRejection"});
        if (m_facts.needsRoot.isEmpty() &&
            hasAny(frame.bytes, {"Permission denied", "permission denied", "EACCES", "Operation not permitted",
                                 "getpwuid", "uid not found"}))
            m_facts.needsRoot = QString::fromUtf8(frame.bytes).trimmed().section(u'\n', 0, 0).left(200);
    }
    LogFacts facts() const { return m_facts; }

private:
    LogFacts m_facts;
    qint64 m_line = 0;
};

} // namespace

LogFacts readLogFacts(const QString &capsule)
{
    Pass pass;
    LogReader reader(capsule);
    for (qint64 done = 0; done < most;) {
        const auto batch = reader.read();
        if (!batch || batch->frames.isEmpty())
            break;
        for (const StoredFrame &frame : batch->frames) {
            pass.frame(frame);
            done += frame.bytes.size();
        }
    }
    return pass.facts();
}

} // namespace longshore

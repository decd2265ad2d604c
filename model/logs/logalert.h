// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logdocument.h"
#include "model/logs/logfilter.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace longshore
{

/// Which lines somebody wants to be told of.
struct LogAlertRule {
    QList<LogPattern> include; ///< as in LogCriteria, all of them
    QList<LogPattern> exclude;
    quint8 levels = LogCriteria::allLevels;
    bool standardOutput = true;
    bool standardError = true;

    /// What of the criteria says which lines, not where and when.
    static LogAlertRule of(const LogCriteria &criteria);
    /// Any line would do: no rule.
    bool isEmpty() const { return *this == LogAlertRule(); }
    LogCriteria criteria() const;
    /// "“timeout”", "errors with “disk” without “retry”".
    QString words() const;
    /// One word, for settings; what makes no sense gives no rule.
    QByteArray toBytes() const;
    static LogAlertRule fromBytes(const QByteArray &bytes);
    bool operator==(const LogAlertRule &) const = default;
};

/// Counts the lines of a log that come from now on and match a rule, on a worker, whether anybody looks at the log or
/// not. Without a rule it does nothing at all. GUI thread.
class LogAlert : public QObject
{
    Q_OBJECT
public:
    explicit LogAlert(QObject *parent = nullptr);

    /// Begins anew with lines that are written at `now` or later (nanoseconds since 1970 UTC) and are not there yet: what
    /// an engine tells of the past is no news. Null or an empty rule: nothing.
    void watch(LogDocument *document, const LogAlertRule &rule, qint64 now);
    const LogAlertRule &rule() const { return m_rule; }
    /// How many came since `watch` or `seen`.
    quint64 count() const;
    /// Those that came so far are old.
    void seen();
    /// The last that matched, and its text as people read it; while `count` is not 0.
    quint64 lastLine() const;
    QString lastText() const;
    /// Why it does not find what was asked for.
    std::optional<Error> problem() const { return m_filter ? m_filter->problem() : std::nullopt; }

Q_SIGNALS:
    /// `count` grew.
    void matched();

private:
    void look();
    void tell();

    LogAlertRule m_rule;
    QPointer<LogDocument> m_document;
    std::unique_ptr<LogFilter> m_filter;
    QTimer m_pause;
    quint64 m_seen = 0; ///< rows of the filter
    quint64 m_told = 0;
};

} // namespace longshore

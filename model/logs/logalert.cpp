// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logalert.h"

#include "model/logs/logfields.h"
#include "model/logs/loglevels.h"

#include <QCoreApplication>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pauseMs = 200; ///< between two looks: nobody reads faster
constexpr qsizetype longestText = 300;

QString words(const char *text)
{
    return QCoreApplication::translate("LogAlert", text);
}

QString quoted(const QList<LogPattern> &patterns)
{
    QStringList parts;
    for (const LogPattern &pattern : patterns)
        parts << (pattern.regex ? u'/' + pattern.text + u'/' : u'“' + pattern.text + u'”');
    return parts.join(u", "_s);
}

/// `i<flags>:<text>`, percent-encoded.
QByteArray encoded(char kind, const LogPattern &pattern)
{
    const int flags = pattern.regex | pattern.caseSensitive << 1 | pattern.wholeWord << 2;
    return kind + QByteArray::number(flags) + ':' + pattern.text.toUtf8().toPercentEncoding();
}

} // namespace

LogAlertRule LogAlertRule::of(const LogCriteria &criteria)
{
    return {criteria.include, criteria.exclude, criteria.levels, criteria.standardOutput, criteria.standardError};
}

LogCriteria LogAlertRule::criteria() const
{
    LogCriteria criteria;
    criteria.include = include;
    criteria.exclude = exclude;
    criteria.levels = levels;
    criteria.standardOutput = standardOutput;
    criteria.standardError = standardError;
    criteria.notes = false;
    criteria.wholeTraces = false; // a traceback is one event
    return criteria;
}

QString LogAlertRule::words() const
{
    QStringList parts;
    if (levels != LogCriteria::allLevels) {
        const auto least = std::countr_zero(levels);
        parts << longshore::words(QT_TRANSLATE_NOOP("LogAlert", "%1 or worse")).arg(levelName(LogLevel(std::min(least, int(LogLevel::Critical)))));
    }
    if (!standardOutput || !standardError)
        parts << (standardOutput ? u"stdout"_s : u"stderr"_s);
    if (!include.isEmpty())
        parts << quoted(include);
    if (!exclude.isEmpty())
        parts << longshore::words(QT_TRANSLATE_NOOP("LogAlert", "without %1")).arg(quoted(exclude));
    return parts.join(u' ');
}

QByteArray LogAlertRule::toBytes() const
{
    if (isEmpty())
        return {};
    QByteArrayList parts{'l' + QByteArray::number(levels), 's' + QByteArray::number(standardOutput | standardError << 1)};
    for (const LogPattern &pattern : include)
        parts << encoded('i', pattern);
    for (const LogPattern &pattern : exclude)
        parts << encoded('x', pattern);
    return parts.join('&');
}

LogAlertRule LogAlertRule::fromBytes(const QByteArray &bytes)
{
    LogAlertRule rule;
    const QByteArrayList parts = bytes.split('&');
    for (const QByteArray &part : parts) {
        const qsizetype colon = part.indexOf(':');
        bool ok = false;
        const int number = part.mid(1, colon < 0 ? -1 : colon - 1).toInt(&ok);
        if (!ok)
            continue;
        const LogPattern pattern{colon < 0 ? QString() : QString::fromUtf8(QByteArray::fromPercentEncoding(part.mid(colon + 1))), bool(number & 1), bool(number & 2), bool(number & 4)};
        if (part[0] == 'l' && number > 0 && number <= LogCriteria::allLevels)
            rule.levels = quint8(number);
        else if (part[0] == 's' && number > 0 && number <= 3)
            rule.standardOutput = number & 1, rule.standardError = number & 2;
        else if (part[0] == 'i' && !pattern.isEmpty())
            rule.include << pattern;
        else if (part[0] == 'x' && !pattern.isEmpty())
            rule.exclude << pattern;
    }
    return rule;
}

LogAlert::LogAlert(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &LogAlert::look);
}

void LogAlert::watch(LogDocument *document, const LogAlertRule &rule, qint64 now)
{
    constexpr qint64 second = 1'000'000'000;
    if (m_document)
        m_document->disconnect(this);
    m_pause.stop();
    m_filter.reset();
    m_document = document;
    m_rule = rule;
    m_seen = m_told = 0;
    if (!document || rule.isEmpty())
        return;
    LogCriteria criteria = rule.criteria();
    criteria.firstLine = document->store()->endLine();
    criteria.from = now - now % second; // some engines cut their stamps to seconds
    m_filter = std::make_unique<LogFilter>(document->store());
    m_filter->setCriteria(criteria);
    connect(m_filter.get(), &LogFilter::changed, this, &LogAlert::tell);
    connect(document, &LogDocument::grown, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
    connect(document, &QObject::destroyed, this, [this] {
        m_filter.reset();
        m_pause.stop();
    });
    look();
}

void LogAlert::look()
{
    if (!m_filter || !m_document)
        return;
    m_document->store()->noticed();
    m_filter->advance();
}

quint64 LogAlert::count() const
{
    return m_filter ? m_filter->rows().endRow() - m_seen : 0;
}

void LogAlert::seen()
{
    m_seen = m_told = m_filter ? m_filter->rows().endRow() : 0;
}

void LogAlert::tell()
{
    const quint64 end = m_filter->rows().endRow();
    if (std::exchange(m_told, end) < end)
        Q_EMIT matched();
}

quint64 LogAlert::lastLine() const
{
    const bool none = !m_filter || m_filter->rows().isEmpty();
    return none ? 0 : m_filter->rows().at(m_filter->rows().endRow() - 1).line;
}

QString LogAlert::lastText() const
{
    if (!m_document || count() == 0)
        return {};
    LogLines lines(m_document->store());
    const LogLine line = lines.line(lastLine());
    const QString message = line.flags & LineStructured ? LogFields::read(line.text).message : QString();
    return message.isEmpty() ? QString::fromUtf8(line.text.first(std::min(line.text.size(), 4 * longestText))).left(longestText) : message.left(longestText);
}

} // namespace longshore

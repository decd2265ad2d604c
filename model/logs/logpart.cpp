// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logpart.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString words(const char *text)
{
    return QCoreApplication::translate("LogPart", text);
}

std::optional<QDateTime> ago(const QString &text, const QDateTime &now)
{
    static const QRegularExpression form(u"^(\\d{1,9}(?:[.,]\\d{1,3})?)\\s*(s|sec|m|min|h|d)(?:\\s+ago)?$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QChar unit = match.captured(2).front().toLower();
    const int seconds = unit == u's' ? 1 : unit == u'm' ? 60 : unit == u'h' ? 3600 : 86'400;
    const double count = match.captured(1).replace(u',', u'.').toDouble();
    const QDateTime moment = now.addMSecs(-qint64(count * seconds * 1000));
    return moment.date().year() >= 1970 ? std::optional(moment) : std::nullopt;
}

QTime timeOf(const QRegularExpressionMatch &match)
{
    const int milliseconds = match.captured(u"ms"_s).leftJustified(3, u'0').left(3).toInt();
    return QTime(match.captured(u"h"_s).toInt(), match.captured(u"m"_s).toInt(), match.captured(u"s"_s).toInt(), milliseconds);
}

} // namespace

std::optional<QDateTime> momentOf(const QString &text, const QDateTime &now)
{
    static const QRegularExpression form(u"^(?:(?<y>\\d{4})-(?<mo>\\d{1,2})-(?<d>\\d{1,2}))?[T\\s]*"
                                         "(?:(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<ms>\\d{1,9}))?)?)?\\s*(?<z>Z|[+-]\\d{2}:\\d{2})?$"_s);
    const QString clean = text.trimmed();
    if (const auto moment = ago(clean, now))
        return moment;
    const QRegularExpressionMatch match = form.match(clean);
    const bool hasDate = match.hasCaptured(u"y"_s);
    const bool hasTime = match.hasCaptured(u"h"_s);
    const bool hasZone = match.hasCaptured(u"z"_s);
    if (!match.hasMatch() || (!hasDate && !hasTime))
        return std::nullopt;
    const QString zone = match.captured(u"z"_s);
    const int hours = zone.mid(1, 2).toInt();
    const int offset = zone.size() > 1 ? (zone.startsWith(u'-') ? -1 : 1) * (hours * 3600 + zone.mid(4, 2).toInt() * 60) : 0;
    const Qt::TimeSpec spec = hasZone ? Qt::OffsetFromUTC : now.timeSpec();
    const QDateTime there = hasZone ? now.toOffsetFromUtc(offset) : now;
    const QDate date = hasDate ? QDate(match.captured(u"y"_s).toInt(), match.captured(u"mo"_s).toInt(), match.captured(u"d"_s).toInt()) : there.date();
    const QTime time = hasTime ? timeOf(match) : QTime(0, 0);
    if (!date.isValid() || !time.isValid() || date.year() < 1970)
        return std::nullopt;
    const QDateTime moment(date, time, spec, hasZone ? offset : now.offsetFromUtc());
    return moment.isValid() ? std::optional(moment) : std::nullopt;
}

namespace
{

Error wrongTime(const QString &text)
{
    return Error::make(Error::Kind::BadInput, {}, words(QT_TRANSLATE_NOOP("LogPart", "“%1” is no time")).arg(text.trimmed()),
                       words(QT_TRANSLATE_NOOP("LogPart", "Write 10:04, 2026-11-28 10:04:14, or 20 min for twenty minutes ago.")));
}

/// As engines take it.
QString seconds(const QDateTime &moment)
{
    const qint64 milliseconds = moment.toMSecsSinceEpoch();
    return u"%1.%2"_s.arg(milliseconds / 1000).arg(milliseconds % 1000 * 1'000'000, 9, 10, QLatin1Char('0'));
}

bool isTimeOfDay(const QString &text)
{
    return text.contains(u':') && !text.contains(u'-');
}

} // namespace

Result<LogFollower::Range> LogPart::range(const QDateTime &now) const
{
    LogFollower::Range range;
    range.tail = lines > 0 ? lines : -1;
    auto begin = momentOf(from, now);
    auto end = momentOf(to, now);
    if (!begin && !from.trimmed().isEmpty())
        return fail(wrongTime(from));
    if (!end && !to.trimmed().isEmpty())
        return fail(wrongTime(to));
    // A time of day: the last one for the beginning, and from there the next one.
    if (begin && *begin > now && isTimeOfDay(from))
        begin = begin->addDays(-1);
    if (begin && end && *end <= *begin && isTimeOfDay(to))
        end = end->addDays(1);
    if (begin && end && *end <= *begin)
        return fail(Error::make(Error::Kind::BadInput, {}, words(QT_TRANSLATE_NOOP("LogPart", "the end is not behind the beginning")), {}));
    if (begin)
        range.since = seconds(*begin);
    if (end)
        range.until = seconds(*end);
    return range;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/dockersize.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

std::optional<qint64> dockerBytes(const QString &text)
{
    static const QRegularExpression shape(u"^([0-9]{1,12}(?:\\.[0-9]{1,6})?)([bkmg]?)b?$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2).toLower();
    const int shift = unit == "k"_L1 ? 10 : unit == "m"_L1 ? 20 : unit == "g"_L1 ? 30 : 0;
    const double bytes = match.captured(1).toDouble() * double(qint64(1) << shift); // exact up to 2^53
    return bytes > 9e15 ? std::nullopt : std::optional(qint64(bytes));
}

QString dockerSize(qint64 bytes)
{
    if (bytes <= 0)
        return {};
    const QPair<qint64, QChar> units[] = {{1LL << 30, u'g'}, {1LL << 20, u'm'}, {1LL << 10, u'k'}};
    for (const auto &[size, unit] : units) {
        if (bytes % size == 0)
            return QString::number(bytes / size) + unit;
    }
    return QString::number(bytes);
}

} // namespace longshore

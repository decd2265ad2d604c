// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/phpdate.h"

#include "model/component/datereader.h"

using namespace Qt::StringLiterals;

namespace longshore
{

std::optional<QDateTime> phpDateTime(const QString &text, const QDateTime &now)
{
    return text.size() > 200 ? std::nullopt : DateReader(text, now).read();
}

QString platformTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + u"+0000"_s : QString();
}

QString platformTimeExact(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u"+0000"_s : QString();
}

} // namespace longshore

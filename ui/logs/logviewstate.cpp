// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logviewstate.h"

#include "model/images/reference.h"

#include <QDateTime>
#include <QTimeZone>
#include <cmath>

namespace longshore
{

using namespace Qt::StringLiterals;

QByteArray LogViewState::toBytes() const
{
    const QList<QPair<const char *, int>> values{{"wrap", wrap},
                                                 {"short", shortMessages},
                                                 {"fold", foldRepeats},
                                                 {"stdout", standardOutput},
                                                 {"stderr", standardError},
                                                 {"levels", levels},
                                                 {"gutter", int(gutter)},
                                                 {"zoom", int(std::lround(zoom * 100))}};
    QByteArrayList words;
    for (const auto &[name, value] : values)
        words << QByteArray(name) + '=' + QByteArray::number(value);
    if (!columns.isEmpty())
        words << "columns=" + columnsToBytes(columns);
    if (!alert.isEmpty())
        words << "alert=" + alert.toBytes();
    return words.join(' ');
}

LogViewState LogViewState::fromBytes(const QByteArray &bytes)
{
    LogViewState state;
    const QByteArrayList words = bytes.split(' ');
    for (const QByteArray &word : words) {
        if (word.startsWith("alert="))
            state.alert = LogAlertRule::fromBytes(word.sliced(6));
        if (word.startsWith("columns="))
            state.columns = columnsFromBytes(word.sliced(8));
        const qsizetype equals = word.indexOf('=');
        bool ok = false;
        const int value = word.mid(equals + 1).toInt(&ok);
        if (equals < 0 || !ok)
            continue;
        const QByteArray name = word.first(equals);
        if (name == "wrap")
            state.wrap = value;
        else if (name == "short")
            state.shortMessages = value;
        else if (name == "fold")
            state.foldRepeats = value;
        else if (name == "stdout")
            state.standardOutput = value;
        else if (name == "stderr")
            state.standardError = value;
        else if (name == "levels")
            state.levels = quint8(qBound(1, value, int(LogCriteria::allLevels)));
        else if (name == "gutter")
            state.gutter = GutterMode(qBound(int(GutterMode::Number), value, int(GutterMode::Delta)));
        else if (name == "zoom")
            state.zoom = qBound(0.5, value / 100.0, 3.0);
    }
    if (!state.standardOutput && !state.standardError)
        state.standardOutput = state.standardError = true;
    return state;
}

QString logSettingsName(const QString &image)
{
    const auto reference = Reference::parse(image);
    const QString repository = reference ? reference->familiarRepository() : image;
    return u"log/"_s + (repository.isEmpty() ? u"any"_s : repository);
}

std::optional<qint64> parseLogTime(const QString &text, qint64 start, bool utc)
{
    constexpr qint64 nanosAMilli = 1'000'000;
    QString clean = text.trimmed();
    if (clean.endsWith(u's'))
        clean = clean.chopped(1).trimmed();
    bool isNumber = false;
    const double seconds = clean.replace(u',', u'.').toDouble(&isNumber);
    if (isNumber && std::isfinite(seconds) && std::abs(seconds) < 1e9)
        return start + qint64(std::llround(seconds * 1000)) * nanosAMilli;
    for (const QString &format : {u"H:mm"_s, u"H:mm:ss"_s, u"H:mm:ss.zzz"_s}) {
        const QTime time = QTime::fromString(clean, format);
        if (!time.isValid())
            continue;
        const QDateTime begin = QDateTime::fromMSecsSinceEpoch(start / nanosAMilli, Qt::UTC);
        const QDateTime at = utc ? QDateTime(begin.date(), time, Qt::UTC) : QDateTime(begin.toLocalTime().date(), time, Qt::LocalTime);
        return at.toMSecsSinceEpoch() * nanosAMilli;
    }
    return std::nullopt;
}

} // namespace longshore

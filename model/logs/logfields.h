// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace longshore
{

/// One value of a structured line.
struct LogField {
    enum class Kind : quint8 { Text, Number, Boolean, Null, List };

    QString path;  ///< keys joined by dots: "user.address.city"
    QString value; ///< visible text; a number as it was spelled (A39), a list as compact JSON
    Kind kind = Kind::Text;

    bool operator==(const LogField &) const = default;
};

namespace LogFieldLimits
{
inline constexpr qsizetype lineBytes = 1 << 20; ///< a longer line is not taken apart
inline constexpr int depth = 256;               ///< A38
inline constexpr qsizetype fields = 10'000;
inline constexpr qsizetype pathLength = 1024; ///< characters; keys behind it are cut
} // namespace LogFieldLimits

/// What a structured line says: a JSON object (GELF is one) or logfmt pairs. Parsed for the lines that are looked at,
/// not at ingest. All texts are made visible (`visibleText`): a newline within a value is "␊". Pure, any thread.
struct LogFields {
    QString message; ///< of `message`, `msg`, `short_message`, `full_message`, `event` or `text`, the first there is; else empty
    LogLevel level = LogLevel::None; ///< as `detectLevel` says
    QList<LogField> fields;          ///< in the line's order, the message too; none when the line has no structure
    QString error;                   ///< why not all of the line was read, a sentence; `fields` hold what came before

    bool operator==(const LogFields &) const = default;

    static LogFields read(QByteArrayView line);
};

/// The line begins with a pair: `key=value`. Cheap.
bool looksLogfmt(QByteArrayView line);

} // namespace longshore

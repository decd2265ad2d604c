// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QStringList>
#include <optional>

namespace longshore
{

/// One term of a filter line, as typed.
struct FilterToken {
    QString text; ///< without a leading minus and without quotation marks
    bool negated = false;
    bool quoted = false; ///< opened by a quotation mark: a plain word, whatever it looks like

    bool operator==(const FilterToken &) const = default;
};

/// A filter line taken apart: terms are parted by blanks, quotation marks keep blanks (`label:"k=a b"`), a minus in
/// front turns a term round.
struct FilterTokens {
    QList<FilterToken> tokens;
    QStringList problems; ///< a sentence each: a quotation mark is not closed
};
FilterTokens filterTokens(const QString &text);

/// `key` and `value` of `key:value`; an empty key when there is no colon. The key is in lower case.
std::pair<QString, QString> splitKeyed(const QString &token);

/// `500M`, `1.5GiB` in bytes; nothing for anything else. Without a unit: bytes.
std::optional<qint64> bytesFromText(QStringView text);
/// `30d`, `2h`, `5min` (s, min, h, d, w, mo, y) in seconds; nothing for anything else.
std::optional<qint64> secondsFromText(QStringView text);

/// `text` is the pattern, in which each `*` stands for anything; upper and lower case are one.
bool matchesWildcard(QStringView pattern, QStringView text);

/// What follows `label:`: a name, or a name with its value; `*` stands for anything in both.
struct LabelTerm {
    QString name;
    std::optional<QString> value;

    static LabelTerm parse(const QString &text);
    bool matches(const QMap<QString, QString> &labels) const;
    bool operator==(const LabelTerm &) const = default;
};

} // namespace longshore

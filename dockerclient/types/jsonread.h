// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QMap>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore::jsonread
{

/// Engines nest less than twenty deep; more is an attack on the reader's stack (A38).
inline constexpr int MaxDepth = 256;

/// The document, or nothing when it is no JSON, no UTF-8, or deeper than MaxDepth. Never throws.
std::optional<nlohmann::json> parse(QByteArrayView text);
/// Compact JSON; what is not Unicode becomes U+FFFD. Never throws.
QByteArray write(const nlohmann::json &json);

/// `json[key]`, or a null when `json` is no object or has no such key. Lives as long as `json`.
const nlohmann::json &member(const nlohmann::json &json, const char *key);

// Typed access: a missing, null or wrong-typed member gives the default, since real engines send all of these.
QString text(const nlohmann::json &json, const char *key);
bool flag(const nlohmann::json &json, const char *key);
/// A number outside qint64 gives the default.
qint64 integer(const nlohmann::json &json, const char *key, qint64 otherwise = 0);
/// As `integer`, for what has to fit an int.
int smallInteger(const nlohmann::json &json, const char *key, int otherwise = 0);
/// The strings of an array; elements of another type are left out.
QStringList texts(const nlohmann::json &json, const char *key);
/// The string members of an object.
QMap<QString, QString> textMap(const nlohmann::json &json, const char *key);
/// The names of an object's members.
QStringList keys(const nlohmann::json &json, const char *key);
/// RFC 3339 text or Unix seconds, as UTC; invalid for Go's zero time and for numbers below 1.
QDateTime time(const nlohmann::json &json, const char *key);

QString toText(const nlohmann::json &string);
nlohmann::json fromTexts(const QStringList &texts);
nlohmann::json fromTextMap(const QMap<QString, QString> &map);

} // namespace longshore::jsonread

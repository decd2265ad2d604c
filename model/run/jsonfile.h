// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QDateTime>
#include <QString>
#include <nlohmann/json_fwd.hpp>

/// Facts of a run in the store's JSON files. They may be old, or edited by hand: anything missing or of a wrong type gives
/// its default.
namespace longshore::jsonfile
{

QString text(const nlohmann::json &object, const char *key);
qint64 number(const nlohmann::json &object, const char *key, qint64 otherwise);
bool flag(const nlohmann::json &object, const char *key, bool otherwise);
QDateTime time(const nlohmann::json &object, const char *key);

nlohmann::ordered_json orNull(const QString &text);
nlohmann::ordered_json orNull(const QDateTime &at);
/// As `images --json` says it, so that the two can be joined.
nlohmann::ordered_json digestOrNull(const ImageId &id);

} // namespace longshore::jsonfile

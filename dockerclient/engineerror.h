// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <nlohmann/json_fwd.hpp>
#include <optional>

class QNetworkReply;

namespace longshore
{

/// 2xx, and 304, by which engines say "it is so already".
bool isSuccess(int status);
/// The error of a reply that failed below HTTP or has a status that is neither 2xx nor 304; nothing when all is well.
/// `body` is its body as far as it was read.
std::optional<Error> errorOf(const QNetworkReply &reply, const QString &asked, const QByteArray &body);
/// An error from a status and its body in any of the four shapes (engine-api rule 2).
Error errorFromAnswer(int status, const QString &reason, const QString &asked, const QByteArray &body);
/// The failure that a JSON object of a 200 answer tells: `error`/`errorDetail`, or Podman's `cause`/`message`/
/// `response` (engine-api rules 1 and 3). Nothing when it is an ordinary object.
std::optional<Error> errorInObject(const nlohmann::json &object, const QString &asked);

} // namespace longshore

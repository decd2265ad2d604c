// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/transport/requestbody.h"

#include <QNetworkRequest>

namespace longshore
{

/// "GET /path" without the query, which may hold build arguments.
QString askedText(const QByteArray &verb, const QUrl &url);
/// The request line and fields, ready to send; BadInput when a field or the verb would break out of its line.
Result<QByteArray> requestHead(const QByteArray &verb, const QNetworkRequest &request, const RequestBody &body,
                               bool upgrade);

} // namespace longshore

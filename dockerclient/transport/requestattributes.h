// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkRequest>

namespace longshore
{

/// Attributes of a QNetworkRequest that `AccessManager` understands.
namespace RequestAttribute
{
/// int, milliseconds from send to the last byte; 0 or absent = none. Ends with Error::Kind::Timeout.
inline constexpr auto Deadline = QNetworkRequest::Attribute(QNetworkRequest::User + 1);
/// int, milliseconds without a byte in either direction; 0 or absent = none.
inline constexpr auto IdleLimit = QNetworkRequest::Attribute(QNetworkRequest::User + 2);
/// bool: the reply gets a connection of its own, never one of the pool's (streams, hijacks).
inline constexpr auto OwnConnection = QNetworkRequest::Attribute(QNetworkRequest::User + 3);
/// bool: send `Upgrade: tcp`; after 101 the reply is a duplex device (see Reply::finishWriting).
inline constexpr auto Hijack = QNetworkRequest::Attribute(QNetworkRequest::User + 4);
} // namespace RequestAttribute

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

namespace longshore
{

/// Where an engine listens. Parsed from `unix:///path`, `tcp://host:port` or `ssh://[user@]host[:port][/socket]`.
struct Endpoint {
    enum class Scheme { Unix, Tcp, Ssh };

    Scheme scheme = Scheme::Unix;
    QString path; ///< the socket's absolute path (unix), or the remote one (ssh, may be empty)
    QString user; ///< ssh only, may be empty
    QString host; ///< tcp, ssh
    int port = 0; ///< 0 = the scheme's default (tcp 2375, ssh 22)

    bool operator==(const Endpoint &) const = default;

    /// Accepts surrounding white space, and a bare absolute path as unix. A host or user that starts with '-' or
    /// holds anything outside the host-name grammar is refused, since it would reach ssh's argv (A55).
    static Result<Endpoint> parse(const QString &text);
    static Endpoint unixSocket(const QString &path);
    /// Canonical text: parse(toString()) == *this.
    QString toString() const;
};

} // namespace longshore

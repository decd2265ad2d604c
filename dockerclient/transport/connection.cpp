// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/connection.h"

#include "dockerclient/transport/localconnection.h"

namespace longshore
{

using namespace Qt::StringLiterals;

Result<Connection *> Connection::make(const Endpoint &endpoint)
{
    if (endpoint.scheme == Endpoint::Scheme::Unix)
        return new LocalConnection(endpoint.path); // owned by the caller's ConnectionPtr
    return fail(Error::make(Error::Kind::BadInput, {},
                            u"%1 cannot be reached: %2 endpoints are not yet supported by this version"_s.arg(
                                endpoint.toString(), endpoint.scheme == Endpoint::Scheme::Tcp ? u"tcp"_s : u"ssh"_s),
                            u"Use a unix:// endpoint, for example a socket forwarded by ssh -L."_s));
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/reply.h"

namespace longshore
{

Reply::~Reply() = default;

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/vaulttypes.h"

namespace longshore
{

struct Error;

/// Why a vault could not be opened, locked or made, and what to do in the window: the advice of an error is for the
/// command line. Translated.
QString vaultTrouble(const Error &error, KeyPlace place);

} // namespace longshore

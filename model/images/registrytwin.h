// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace longshore
{

/// Whether the registry has under a tag what this engine has under it.
enum class RegistryTwin { Unknown, Same, Other };

} // namespace longshore

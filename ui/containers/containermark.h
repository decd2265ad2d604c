// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerstate.h"
#include "ui/theme/marks.h"

namespace longshore
{

/// The mark of a container's state. One that a signal ended counts as stopped, not as failed.
Mark markOf(const ContainerState &state);

} // namespace longshore

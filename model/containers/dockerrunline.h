// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/containers/containersetup.h"

namespace longshore
{

/// A `docker run` that sets up a container like `setup`, as one line for bash. What the container has from its image is
/// left out when `image` is known; without it all is written out. A variable whose name looks secret is given as
/// `-e NAME` alone, which takes the value from the caller's environment.
QString dockerRunLine(const ContainerSetup &setup, const ImageDetails *image = nullptr);

} // namespace longshore

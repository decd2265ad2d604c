// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"

#include <functional>

class QWidget;

namespace longshore
{

/// A container's log in a widget, for the Log tab of the Containers page.
struct ContainerLogView {
    QWidget *widget = nullptr;   ///< the tab takes it, and deletes it when another container is looked at
    std::function<void()> find; ///< Ctrl+F while the tab is shown; may be empty
    QWidget *corner = nullptr;  ///< for the end of the tab row while the log is shown; goes with the widget
};

/// Makes the log of a container. It stays when the container is removed, until another one is chosen.
using ContainerLogFactory = std::function<ContainerLogView(const ContainerSummary &container, QWidget *parent)>;

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"

#include <QList>

namespace longshore::test
{

/// The invented engine of the pictures: containers in every state, newest first.
struct ContainerFixtures {
    QDateTime now;
    QList<ContainerSummary> containers;

    static ContainerFixtures mockup();
    const ContainerSummary &named(const QString &name) const;
    /// `GET /containers/{id}/json` of one of them.
    static QByteArray inspectJson(const ContainerSummary &container);
};

} // namespace longshore::test

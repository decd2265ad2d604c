// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/probe.h"
#include "ui/theme/marks.h"

#include <QDateTime>

namespace longshore
{

/// What the top bar says of the engine, as values; made from the session by EngineBinding, by tests by hand.
struct EngineView {
    Mark mark = Mark::Waiting;
    QString name = {};     ///< "docker", "podman", "No engine", "Looking for an engine"
    QString endpoint = {}; ///< dropped where the window is narrow; may be empty
    QString facts = {};    ///< "20.10.24 · API 1.41", "5 places tried"; may be empty
    QString trouble = {};  ///< a sentence for the strip above the page while rows may be old; empty = none

    bool operator==(const EngineView &) const = default;
};

/// What the first-run page says.
struct FirstRunView {
    QList<ProbeReport> probes = {};
    QString podmanVersion = {}; ///< empty = not installed
    QDateTime triedAt = {};
    qint64 milliseconds = 0;
    bool searching = false;
    bool startingPodman = false;
    QString problem = {}; ///< why what was asked for last (Start Podman, an endpoint) did not work; a sentence, may be empty

    bool operator==(const FirstRunView &) const = default;
};

} // namespace longshore

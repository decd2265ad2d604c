// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

class QApplication;

namespace longshore
{

class TerminationSignals;

/// Opens the window and runs the event loop; returns the program's exit code.
int runWindowMode(QApplication &app, const CommandLine &line, TerminationSignals &terminationSignals);

} // namespace longshore

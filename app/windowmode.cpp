// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowmode.h"

namespace longshore
{
int runWindowMode(QApplication &, const CommandLine &, TerminationSignals &)
{
    return 0;
}
} // namespace longshore

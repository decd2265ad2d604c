// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// A step of an image's history on one line, as a Dockerfile has it and as it may be shown: `RUN pip install x` for what a
/// builder noted (`/bin/sh -c pip install x`, `RUN |1 WHO=world /bin/bash -o pipefail -c … # buildkit`, `/bin/sh -c #(nop) CMD …`).
/// Values whose names look secret are masked (`ENV A=1 TOKEN=•••`, `--password •••`), and so are passwords in URLs; the values of
/// build arguments are left out. A guess that rather hides too much. Very long ones are cut.
QString instructionText(const QString &createdBy);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/buildstepsmodel.h"
#include "ui/theme/marks.h"

class QTreeView;

namespace longshore
{

Mark markOf(BuildStep::State state);

/// The steps of a build as rows: mark, instruction, state in a word, duration. Belongs to `parent`; `steps` is set with
/// setModel.
QTreeView *makeBuildStepView(QWidget *parent);

} // namespace longshore

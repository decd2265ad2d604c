// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/reference.h"
#include "ui/widgets/question.h"

namespace longshore
{

class RegistryCommands;

/// Says where a tag would go and as whom, before anything leaves this machine.
class PushQuestion : public Question
{
    Q_OBJECT
public:
    /// `commands` outlives this.
    PushQuestion(RegistryCommands &commands, const Reference &reference, QWidget *parent);
};

} // namespace longshore

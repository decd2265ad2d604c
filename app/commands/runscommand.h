// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"

namespace longshore
{

/// `longshore runs`: what the store knows, newest first. Needs no engine.
class RunsCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;

private:
    void storeOpened() override;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "model/jobs/import/importresult.h"

namespace longshore
{

/// `longshore import …`: a job file of what people have, and what of it the job cannot hold. Only `import container`
/// needs an engine.
class ImportCommand : public EngineCommand
{
    Q_OBJECT
public:
    using EngineCommand::EngineCommand;

    void start() override;

private:
    void engineConnected() override;
    void inspected(const Result<QByteArray> &container);
    Result<void> tell(ImportResult *made);
    void tellJson(const ImportResult &made);
};

} // namespace longshore

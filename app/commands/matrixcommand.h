// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/runcommand.h"
#include "model/run/matrix.h"

namespace longshore
{

/// `longshore run JOB --matrix tag=1,2,3`: one run each, told in a table. Logs stay in the store. Its exit code is that of
/// the first case that did not succeed.
class MatrixCommand : public RunCommand
{
    Q_OBJECT
public:
    MatrixCommand(const CommandLine &line, Console &console);
    ~MatrixCommand() override;

private:
    Result<void> prepare() override;
    void begin() override;
    bool stopRuns() override;
    void tell(int index);
    void conclude();

    QList<MatrixCase> m_cases;
    std::unique_ptr<MatrixRun> m_runs;
};

} // namespace longshore

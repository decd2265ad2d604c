// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/casereport.h"
#include "app/headless.h"
#include "app/vaultaccess.h"
#include "model/cases/functionalcase.h"
#include "model/run/runtypes.h"

#include <QElapsedTimer>
#include <QHash>
#include <optional>

namespace longshore
{

struct ImageDetails;
class RunService;

/// `longshore test DIR --image REF`: runs functional cases, several at a time, and compares what they write with what
/// is expected. 0 when all pass, 1 when one does not. The first interrupt stops the components and ends with what is
/// known, the second one leaves at once.
class TestCommand : public EngineCommand
{
    Q_OBJECT
public:
    TestCommand(const CommandLine &line, Console &console);
    ~TestCommand() override;

    void start() override;
    void interrupt() override;

private:
    struct Active {
        qsizetype index = -1;      ///< in m_cases
        QElapsedTimer clock;       ///< from when its turn came
        QList<QByteArray> secrets; ///< of its config.json
    };

    void storeOpened() override;
    void engineConnected() override;
    void inspected(const Result<ImageDetails> &image);
    void startMore();
    void startCase(qsizetype index);
    void noteTrouble(ExitCode code);
    void runEnded(const RunId &id, const RunResult &result);
    void done(qsizetype index, CaseResult result);
    void conclude();

    QList<FunctionalCase> m_cases;
    CaseImage m_image;
    QMap<QString, QString> m_secrets;
    std::unique_ptr<VaultAccess> m_access;
    std::unique_ptr<RunService> m_service;
    std::unique_ptr<CaseReport> m_report;
    QHash<RunId, Active> m_active;
    qsizetype m_next = 0; ///< of m_cases, to be started
    qsizetype m_left = 0; ///< without a result
    int m_parallel = 1;
    std::optional<ExitCode> m_trouble; ///< of the engine or the store, which is no case's fault
    bool m_interrupted = false;
    bool m_starting = false; ///< within startMore
};

} // namespace longshore

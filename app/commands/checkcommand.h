// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "model/check/finding.h"
#include "model/jobs/jobdocument.h"

#include <optional>

namespace longshore
{

struct ImageDetails;
struct RunSummary;

/// `longshore check JOB|IMAGE|DIR|RUN`: what the contract has against a job, an image, a folder, without running
/// anything; of a run, the report on what it did. A folder needs neither store nor engine, a job says more with an
/// engine, an image needs one. 1 when there is an error.
class CheckCommand : public EngineCommand
{
    Q_OBJECT
public:
    using EngineCommand::EngineCommand;

    void start() override;

private:
    void storeOpened() override;
    void engineConnected() override;
    bool needsEngine() const override { return !m_job; }
    void engineMissing(const Error &error) override;

    void checkFolder(const QString &path);
    void checkJob(const QString &path);
    void checkRun(const RunSummary &run);
    void jobImage(const Result<ImageDetails> &image);
    void image(const Result<ImageDetails> &image);
    /// Prints and gives the exit code.
    ExitCode report(const QString &kind);

    QMap<QString, QString> m_secrets;
    std::optional<JobDocument> m_job; ///< when the subject is one
    Findings m_findings;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/testcommand.h"

#include "app/secretargument.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/asynctask.h"
#include "model/component/secrets.h"
#include "model/run/redactor.h"
#include "model/run/runservice.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QTimer>

namespace longshore
{

using namespace Qt::StringLiterals;

TestCommand::TestCommand(const CommandLine &line, Console &console)
    : EngineCommand(line, console)
{
}

TestCommand::~TestCommand() = default;

/// What is wrong with the arguments or the cases is said before an engine is looked for.
void TestCommand::start()
{
    const QString directory = QDir().absoluteFilePath(line().subject);
    const auto all = findCases(directory);
    if (!all)
        return fail(all.error());
    const auto chosen = chooseCases(*all, line().cases);
    if (!chosen)
        return fail(chosen.error());
    const auto secrets = readSecretArguments(line().secrets);
    if (!secrets)
        return fail(secrets.error());
    if (const QFileInfo junit(line().junitFile); !line().junitFile.isEmpty() && !junit.dir().exists())
        return fail(Error::make(Error::Kind::NotFound, tr("write %1").arg(junit.filePath()),
                                tr("there is no folder %1").arg(junit.path())));
    m_cases = *chosen;
    m_secrets = *secrets;
    m_left = m_cases.size();
    m_parallel = line().jobs > 0 ? line().jobs : qMax(1, QThread::idealThreadCount());
    m_report = std::make_unique<CaseReport>(console(), QDir(directory).dirName(), m_cases.size());
    StoreCommand::start();
}

void TestCommand::storeOpened()
{
    m_access = std::make_unique<VaultAccess>(store(), line());
    m_access->openIfThere([this](const Result<void> &opened) { opened ? EngineCommand::storeOpened() : failForVault(opened.error()); });
}

void TestCommand::engineConnected()
{
    session().client()->images().inspect(line().image, this,
                                         [this](const Result<ImageDetails> &image) { inspected(image); });
}

void TestCommand::inspected(const Result<ImageDetails> &image)
{
    if (!image) {
        Error error = image.error();
        error.asked = tr("run the cases with the image %1").arg(line().image);
        if (error.kind == Error::Kind::NotFound && error.advice.isEmpty())
            error.advice = tr("Build or pull it first; longshore images lists what is here.");
        console().error(error);
        return leave(error.kind == Error::Kind::NotFound ? ExitCode::EngineUnavailable : exitCodeFor(error));
    }
    // A digest has no place in a job's definition; the id says the same.
    m_image.reference = line().image.contains(u'@') ? u"sha256:"_s + image->id.value : line().image;
    m_image.record = image->labels.value(QLatin1String(componentLabel)).toUtf8();
    if (!m_image.record.isEmpty()) {
        if (const auto good = parseComponentDefinition(
                m_image.record, tr("read the label %1 of %2").arg(QLatin1String(componentLabel), line().image));
            !good) {
            console().note(good.error().sentence());
            m_image.record.clear();
        }
    }
    m_service = std::make_unique<RunService>(store(), session().endpoint(), nullptr, m_parallel);
    m_service->setVault(m_access->vault());
    m_service->setRegistries(m_access->registries());
    connect(m_service.get(), &RunService::finished, this, &TestCommand::runEnded);
    connect(m_service.get(), &RunService::runChanged, this, [this](const RunSummary &run) {
        if (const auto active = m_active.find(run.id);
            active != m_active.end() && run.state != RunState::Queued && !active->clock.isValid())
            active->clock.start();
    });
    connect(m_service.get(), &RunService::recovered, this,
            [this](const QString &sentence) { console().note(sentence); });
    m_service->load();
    m_report->begin();
    startMore();
}

/// Twice as many as run at a time, so that no turn is lost to what happens between two cases here.
void TestCommand::startMore()
{
    if (m_starting)
        return;
    m_starting = true;
    while (!m_interrupted && m_next < m_cases.size() && m_active.size() < 2 * m_parallel)
        startCase(m_next++);
    m_starting = false;
    if (m_left == 0)
        conclude();
}

void TestCommand::startCase(qsizetype index)
{
    const FunctionalCase &which = m_cases.at(index);
    for (const QString &note : which.notes)
        console().note(which.name + u": "_s + note);
    if (!which.skipped.isEmpty()) {
        CaseResult result;
        result.name = which.name;
        result.outcome = CaseResult::Outcome::Skipped;
        result.reasons = {which.skipped};
        return done(index, result);
    }
    if (!which.trouble.isEmpty())
        return done(index, brokenCase(which, Error::make(Error::Kind::BadInput, tr("read the case"), which.trouble)));
    const auto request = caseRequest(which, m_image, m_secrets, [](const QString &name) {
        const QByteArray key = name.toLocal8Bit();
        return qEnvironmentVariableIsSet(key.constData()) ? std::optional(qEnvironmentVariable(key.constData()))
                                                          : std::nullopt;
    });
    if (!request)
        return done(index, brokenCase(which, request.error()));
    const auto id = m_service->start(*request);
    if (!id) {
        noteTrouble(exitCodeFor(id.error()));
        return done(index, brokenCase(which, id.error()));
    }
    Active active{index, {}, secretValues(request->job.configuration())};
    for (const QString &value : m_secrets)
        active.secrets.append(value.toUtf8());
    m_active.insert(*id, active);
}

/// Of what is no fault of the case; the first one counts.
void TestCommand::noteTrouble(ExitCode code)
{
    if (!m_trouble &&
        (code == ExitCode::EngineUnavailable || code == ExitCode::CannotCreate || code == ExitCode::IoError))
        m_trouble = code;
}

void TestCommand::runEnded(const RunId &id, const RunResult &result)
{
    if (!m_active.contains(id))
        return;
    const Active active = m_active.take(id);
    if (result.error)
        noteTrouble(ExitCode(result.programExitCode()));
    const qint64 elapsed = active.clock.isValid() ? active.clock.elapsed() : 0;
    runAsync(
        this,
        [which = m_cases.at(active.index), result, secrets = active.secrets] {
            return judgeCase(which, result, Redactor(secrets));
        },
        [this, index = active.index, elapsed](CaseResult judged) {
            judged.durationMs = elapsed;
            done(index, judged);
        });
    startMore();
}

void TestCommand::done(qsizetype index, CaseResult result)
{
    m_report->add(index, std::move(result));
    --m_left;
    if (console().broken() && !m_interrupted)
        interrupt();
    if (m_left == 0 && !m_starting)
        conclude();
}

void TestCommand::conclude()
{
    m_left = -1;
    ExitCode code = m_report->finish();
    if (code == ExitCode::UserError && m_trouble && m_report->count(CaseResult::Outcome::Failed) == 0)
        code = *m_trouble;
    if (!line().junitFile.isEmpty()) {
        if (const auto written = m_report->writeJunit(line().junitFile); !written) {
            console().error(written.error());
            code = exitCodeFor(written.error());
        }
    }
    leave(m_interrupted ? ExitCode::Cancelled : code);
}

void TestCommand::interrupt()
{
    if (m_interrupted || !m_service || m_left <= 0)
        return EngineCommand::interrupt();
    m_interrupted = true;
    console().note(tr("stopping; interrupt again to leave at once"));
    for (; m_next < m_cases.size(); ++m_next) {
        CaseResult result;
        result.name = m_cases.at(m_next).name;
        result.outcome = CaseResult::Outcome::Cancelled;
        result.reasons = {tr("not started")};
        m_report->add(m_next, result);
        --m_left;
    }
    m_service->cancelAll(2);
    if (m_left == 0)
        conclude();
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runlauncher.h"

#include "model/component/definition.h"
#include "model/component/secrets.h"
#include "model/engine/sync.h"
#include "model/jobs/imagejob.h"
#include "model/run/keptrequest.h"
#include "model/run/runservice.h"
#include "model/run/syncactionrunner.h"
#include "ui/jobs/matrixdialog.h"
#include "ui/jobs/rundialog.h"
#include "ui/theme/icons.h"
#include "ui/vault/secretkeeper.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace longshore
{

using namespace Qt::StringLiterals;

RunLauncher::RunLauncher(RunService &service, const EngineSync &sync, SecretKeeper &keeper, QWidget &window)
    : QObject(&window), m_service(service), m_sync(sync), m_keeper(keeper), m_window(window)
{
    makeActions();
    connect(&service, &RunService::started, this, [this](const RunId &id, RunRequest request) {
        request.secrets.clear(); // they were given for this run only
        m_memory.remember(id, request);
    });
    connect(&service, &RunService::runChanged, this, [this](const RunSummary &run) {
        if (run.id == m_opening) {
            m_opening = {};
            Q_EMIT started(run);
        }
        learn(run);
    });
    connect(&service, &RunService::runsLoaded, this, [this](const QList<RunSummary> &runs) {
        for (const RunSummary &run : runs)
            learn(run);
    });
}

void RunLauncher::makeActions()
{
    m_openJob = new QAction(Icons::get(u"document-open"_s), tr("Open job…"), this);
    m_openJob->setObjectName(u"openJob"_s);
    m_openJob->setShortcut(QKeySequence::Open);
    m_openJob->setStatusTip(tr("A job file, from wherever you keep it"));
    connect(m_openJob, &QAction::triggered, this, [this] {
        auto *dialog = new QFileDialog(&m_window, tr("Open a job"), {}, tr("Jobs, configurations and snapshots (*.json *.zip);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &RunLauncher::jobChosen);
        dialog->open();
    });
    m_demo = new QAction(Icons::get(u"media-playback-start"_s), tr("Run the demo job…"), this);
    m_demo->setObjectName(u"runDemo"_s);
    m_demo->setStatusTip(tr("A text splitter that comes with Longshore; needs no network"));
    m_demo->setVisible(!demoJobPath().isEmpty());
    connect(m_demo, &QAction::triggered, this, [this] { openJob(demoJobPath()); });
    m_lastAgain = new QAction(Icons::get(u"view-refresh"_s), tr("Run the last job again"), this);
    m_lastAgain->setObjectName(u"runLastAgain"_s);
    m_lastAgain->setShortcut(Qt::Key_F9);
    m_lastAgain->setEnabled(false);
    connect(m_lastAgain, &QAction::triggered, this, &RunLauncher::runLastAgain);
}

void RunLauncher::learn(const RunSummary &run)
{
    m_memory.learn(run);
    m_lastAgain->setEnabled(!m_memory.newest().id.isEmpty());
    m_lastAgain->setStatusTip(tr("%1, with what was asked for the last time").arg(m_memory.newest().jobName));
}

/// Without a question where that is possible.
void RunLauncher::runLastAgain()
{
    const std::optional<RunRequest> request = m_memory.newestAgain();
    request ? start(*request) : runAgain(m_memory.newest());
}

QString RunLauncher::demoJobPath()
{
    const QFileInfo file(QCoreApplication::applicationDirPath() + u"/../share/longshore/demo/job.json"_s);
    return file.exists() ? file.canonicalFilePath() : QString();
}

QByteArray RunLauncher::labelRecord(const ImageId &image) const
{
    const ImageDetails *details = m_sync.details(image);
    return details ? details->labels.value(QString::fromLatin1(componentLabel)).toUtf8() : QByteArray();
}

void RunLauncher::runImage(const QString &reference, const ImageId &image)
{
    const QByteArray record = labelRecord(image);
    openForm(jobForImage(reference, record), record);
}

/// What was typed in this session is used again; an older run starts from its job file, or from its image.
void RunLauncher::runAgain(const RunSummary &run)
{
    if (const RunRequest *known = m_memory.requestOf(run.id))
        return start(*known);
    if (!run.jobFile.isEmpty())
        return openJob(run.jobFile);
    runImage(run.imageReference, run.imageId);
}

void RunLauncher::editAndRunAgain(const RunSummary &run)
{
    const QByteArray record = labelRecord(run.imageId);
    if (const RunRequest *known = m_memory.requestOf(run.id))
        return openForm(known->job, record);
    const Result<KeptRequest> kept = keptRequest(run.capsule);
    if (!kept)
        return runAgain(run);
    QByteArray job = kept->request.job.toJson();
    job.replace('"' + QByteArray(hiddenMark) + '"', "\"\"");
    const Result<JobDocument> blank = JobDocument::parse(job, kept->request.job.path());
    blank ? openForm(*blank, record) : complain(blank.error());
}

void RunLauncher::openJob(const QString &path)
{
    const Result<JobDocument> job = JobDocument::load(path);
    if (!job)
        return complain(job.error());
    if (const Result<void> valid = job->requireValid(); !valid)
        return complain(valid.error());
    openForm(*job, {});
}

void RunLauncher::openForm(const JobDocument &job, const QByteArray &labelRecord)
{
    auto *dialog = new RunDialog(job, labelRecord, &m_window);
    dialog->setKeeper(&m_keeper);
    connect(dialog, &RunDialog::runRequested, this, &RunLauncher::start);
    const auto request = [dialog](const QByteArray &parameters) { return dialog->requestWith(parameters); };
    auto *actions = new SyncActionRunner(m_service, request, dialog);
    dialog->setActionRunner(actions);
    dialog->show();
}

void RunLauncher::start(const RunRequest &request)
{
    m_keeper.complete(request, &m_window, [this](const RunRequest &complete) { startNow(complete); });
}

void RunLauncher::startNow(const RunRequest &request)
{
    const Result<RunId> id = m_service.start(request);
    if (!id)
        return complain(id.error());
    m_opening = *id;
}

void RunLauncher::runOver(const RunRequest &request, const QString &axis)
{
    m_keeper.complete(request, &m_window, [this, axis](const RunRequest &complete) {
        const Result<QList<MatrixCase>> cases = makeMatrix(complete, axis);
        if (!cases)
            return complain(cases.error());
        auto *dialog = new MatrixDialog(m_service, *cases, &m_window);
        connect(dialog, &MatrixDialog::openRequested, this, &RunLauncher::started);
        dialog->show();
    });
}

void RunLauncher::complain(const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("This cannot be run"), {}, QMessageBox::Close, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setText(error.sentence());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/checkcommand.h"

#include "app/commands/jsontext.h"
#include "app/secretargument.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/asynctask.h"
#include "model/check/imagecheck.h"
#include "model/check/jobcheck.h"
#include "model/check/runreport.h"
#include "model/check/sourcecheck.h"
#include "model/component/secrets.h"
#include "model/run/runservice.h"
#include "model/storage/storage.h"
#include "model/store/store.h"
#include "model/vault/vault.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Ids of runs are upper case, references of images never are.
bool looksLikeRun(const QString &subject)
{
    static const QRegularExpression id(u"^(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{4,26}$"_s);
    return id.match(subject).hasMatch();
}

/// Looks into the Storage of a store that has one; nothing when it has none, so that a job can be checked anywhere.
std::function<bool(const QString &)> tablesIn(const QString &store)
{
    const QString directory = store + u"/storage"_s;
    if (!QFileInfo::exists(directory + u"/storage.db"_s))
        return {};
    const auto storage = Storage::open(directory);
    if (!storage)
        return {};
    return [storage = *storage](const QString &table) {
        const auto found = storage->table(table);
        return found || found.error().kind != Error::Kind::NotFound;
    };
}

/// The secrets of the job that the vault of a store has, by path, with something that stands for the value.
QMap<QString, QString> secretsIn(const QString &store, const JobDocument &job)
{
    QMap<QString, QString> known;
    if (!QFileInfo::exists(store + u"/index.db"_s))
        return known;
    const auto opened = Store::open(store);
    if (!opened)
        return known;
    const Vault vault(*opened);
    QList<QByteArray> parts{job.configuration(), job.state(), job.component().imageParameters};
    for (const JobRow &row : job.rows())
        parts << row.configuration << row.state;
    for (const QByteArray &part : std::as_const(parts)) {
        for (const SecretReference &reference : secretReferences(part)) {
            if (vault.find(reference.id))
                known.insert(reference.path, u"a value that stands for the secret"_s);
        }
    }
    return known;
}

bool looksLikePath(const QString &subject)
{
    return subject.startsWith(u'/') || subject.startsWith(u'.') || subject.endsWith(u'/') ||
           subject.endsWith(".json"_L1);
}

} // namespace

void CheckCommand::start()
{
    const auto secrets = readSecretArguments(line().secrets);
    if (!secrets)
        return fail(secrets.error());
    m_secrets = *secrets;
    const QString path = QDir().absoluteFilePath(line().subject);
    if (QFileInfo(path).isDir())
        return checkFolder(path);
    if (QFileInfo::exists(path))
        return checkJob(path);
    if (looksLikePath(line().subject))
        return fail(Error::make(Error::Kind::NotFound, tr("check %1").arg(line().subject),
                                tr("there is no such file or folder")));
    StoreCommand::start();
}

void CheckCommand::checkFolder(const QString &path)
{
    runAsync(
        this, [path] { return longshore::checkFolder(path); },
        [this](const Findings &findings) {
            m_findings = findings;
            end(report(u"folder"_s));
        });
}

void CheckCommand::checkJob(const QString &path)
{
    const Result<JobDocument> job = JobDocument::load(path);
    if (!job && job.error().kind == Error::Kind::BadInput) {
        m_findings.error({}, line().subject, job.error().happened + u". "_s + job.error().advice);
        return end(report(u"job"_s));
    }
    if (!job) {
        Error error = job.error();
        if (error.kind == Error::Kind::PermissionDenied)
            error.kind = Error::Kind::NotFound; // a file that may not be read is as good as none
        return fail(error);
    }
    m_job = *job;
    JobCheckContext context;
    context.secrets = m_secrets;
    const QString directory = line().store.isEmpty() ? Store::defaultDirectory() : line().store;
    runAsync(
        this,
        [job = *job, context, directory]() mutable {
            context.hasTable = tablesIn(directory);
            context.secrets.insert(secretsIn(directory, job));
            return longshore::checkJob(job, context);
        },
        [this](const Findings &findings) {
            m_findings = findings;
            if (m_job->imageReference().isEmpty())
                return end(report(u"job"_s));
            StoreCommand::start();
        });
}

void CheckCommand::storeOpened()
{
    if (!m_job && looksLikeRun(line().subject)) {
        const Result<RunSummary> run = RunService::find(*store(), line().subject);
        return run ? checkRun(*run) : fail(run.error());
    }
    EngineCommand::storeOpened();
}

void CheckCommand::checkRun(const RunSummary &run)
{
    const Result<RunResult> result = RunService::result(run);
    if (!result)
        return fail(result.error());
    QList<QByteArray> secrets;
    for (const QString &value : std::as_const(m_secrets))
        secrets.append(value.toUtf8());
    runAsync(
        this, [result = *result, secrets] { return reportRun(result, secrets); },
        [this](const Findings &findings) {
            m_findings = findings;
            end(report(u"run"_s));
        });
}

void CheckCommand::engineConnected()
{
    const QString reference = m_job ? m_job->imageReference() : line().subject;
    session().client()->images().inspect(
        reference, this, [this](const Result<ImageDetails> &found) { m_job ? jobImage(found) : image(found); });
}

void CheckCommand::engineMissing(const Error &error)
{
    m_findings.note({}, u"component.data.definition"_s, tr("Nobody looked for the image: %1.").arg(error.reason()));
    leave(report(u"job"_s));
}

void CheckCommand::jobImage(const Result<ImageDetails> &image)
{
    const QString at = u"component.data.definition"_s, reference = m_job->imageReference();
    if (image) {
        for (Finding finding : checkImage(*image)) {
            if (finding.rule == "D4"_L1)
                continue; // the job brings its own record
            finding.path = tr("image %1").arg(reference) + u": "_s + finding.path;
            m_findings.append(finding);
        }
    } else if (image.error().kind != Error::Kind::NotFound) {
        m_findings.note({}, at, tr("Nobody looked for the image: %1.").arg(image.error().reason()));
    } else if (m_job->source()) {
        m_findings.note({}, at,
                        tr("The engine does not have the image %1; a run builds it from \"source\".").arg(reference));
    } else if (m_job->image().pull == JobImage::Pull::Never) {
        m_findings.error(u"P1"_s, at,
                         tr("The engine does not have the image %1, and image.pull is \"never\".").arg(reference));
    } else {
        m_findings.warning(u"P1"_s, at, tr("The engine does not have the image %1.").arg(reference));
    }
    leave(report(u"job"_s));
}

void CheckCommand::image(const Result<ImageDetails> &image)
{
    if (!image) {
        Error error = image.error();
        if (error.kind == Error::Kind::NotFound && error.advice.isEmpty())
            error.advice = tr("There is no file or folder of that name either; longshore images lists what is here.");
        return leave(error);
    }
    m_findings = checkImage(*image);
    leave(report(u"image"_s));
}

ExitCode CheckCommand::report(const QString &kind)
{
    const auto count = [this](Problem::Severity severity) { return m_findings.countOf(severity); };
    const qsizetype errors = count(Problem::Severity::Error), warnings = count(Problem::Severity::Warning),
                    notes = count(Problem::Severity::Note);
    for (const Finding &finding : std::as_const(m_findings)) {
        if (console().json())
            console().object({{"event", "problem"},
                              {"severity", text(toString(finding.severity))},
                              {"rule", finding.rule.isEmpty() ? nlohmann::ordered_json()
                                                              : nlohmann::ordered_json(text(finding.rule))},
                              {"path", text(finding.path)},
                              {"message", text(finding.message)}});
        else
            console().line(toString(finding.severity).leftJustified(8) + finding.rule.leftJustified(5) +
                           (finding.path.isEmpty() ? QString() : finding.path + u": "_s) + finding.message);
    }
    if (console().json())
        console().object({{"event", "summary"},
                          {"subject", text(line().subject)},
                          {"kind", text(kind)},
                          {"errors", errors},
                          {"warnings", warnings},
                          {"notes", notes}});
    else if (m_findings.isEmpty())
        console().line(tr("nothing to object to"));
    else
        console().line(tr("%1 errors, %2 warnings, %3 notes").arg(errors).arg(warnings).arg(notes));
    return errors > 0 ? ExitCode::UserError : ExitCode::Success;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importcommand.h"

#include "app/commands/jsontext.h"
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/jobs/import/containerimport.h"
#include "model/jobs/import/envimport.h"
#include "model/jobs/import/importsource.h"
#include "model/vault/jobsecrets.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using Source = ImportArguments::Source;

namespace
{

Result<void> checkKind(const ImportArguments &arguments)
{
    const QFileInfo info(arguments.what);
    const QString asked = u"make a job of %1"_s.arg(arguments.what);
    const bool isFolder = arguments.source == Source::Folder;
    if (!info.exists())
        return fail(Error::make(Error::Kind::NotFound, asked, isFolder ? u"there is no such folder"_s : u"there is no such file"_s));
    if (info.isDir() != isFolder)
        return fail(Error::make(Error::Kind::BadInput, asked, isFolder ? u"it is no folder"_s : u"it is a folder"_s,
                                isFolder ? u"Use import config or import zip for a file."_s : u"Use import folder for a folder."_s));
    QFile file(arguments.what);
    if (arguments.source == Source::Zip && file.open(QIODevice::ReadOnly) && file.read(2) != "PK")
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is no zip"_s, u"Use import config for a configuration."_s));
    return {};
}

Result<ImportResult> import(const ImportArguments &arguments)
{
    const QString here = arguments.out.isEmpty() ? QDir::currentPath() : QFileInfo(arguments.out).absolutePath();
    if (arguments.source == Source::DockerRun)
        return importDockerRun(arguments.what, QDir::currentPath());
    if (const Result<void> fits = checkKind(arguments); !fits)
        return fail(fits.error());
    return arguments.source == Source::Env ? importEnvFile(arguments.what) : JobImport(here).fromPath(arguments.what);
}

} // namespace

void ImportCommand::start()
{
    const ImportArguments &arguments = line().import;
    if (!arguments.out.isEmpty() && QFileInfo::exists(arguments.out))
        return fail(Error::make(Error::Kind::BadInput, u"write the job %1"_s.arg(arguments.out), u"there is such a file already"_s,
                                u"Choose another name, or remove it first."_s));
    if (arguments.source == Source::Container)
        return StoreCommand::start();
    Result<ImportResult> made = import(arguments);
    if (!made)
        return failForFile(made.error());
    const Result<void> told = tell(&*made);
    told ? end(ExitCode::Success) : fail(told.error());
}

void ImportCommand::engineConnected()
{
    session().client()->containers().inspectRaw(line().import.what, this, [this](const Result<QByteArray> &container) { inspected(container); });
}

/// With the image at hand, what the container has from it can be left out of the job.
void ImportCommand::inspected(const Result<QByteArray> &container)
{
    if (!container)
        return leave(container.error());
    const auto json = nlohmann::json::parse(container->begin(), container->end(), nullptr, false);
    const ContainerSetup setup = ContainerSetup::fromJson(json);
    session().client()->images().inspect(setup.image, this, [this, setup](const Result<ImageDetails> &image) {
        ImportResult made = importContainer(setup, image ? &*image : nullptr);
        const Result<void> told = tell(&made);
        told ? leave(ExitCode::Success) : leave(told.error());
    });
}

/// What is secret is not written, here or anywhere: a run asks for it, or is given it.
static Result<void> leaveSecretsOut(ImportResult *made)
{
    EncryptionContext context;
    context.paths = made->secrets;
    const Result<QByteArray> without = askAtStart(made->job.toJson(), context);
    if (!without)
        return fail(without.error());
    const Result<JobDocument> job = JobDocument::parse(*without, made->job.path());
    if (!job)
        return fail(job.error());
    made->job = *job;
    return {};
}

Result<void> ImportCommand::tell(ImportResult *made)
{
    if (const Result<void> left = leaveSecretsOut(made); !left)
        return left;
    const QString out = line().import.out;
    if (!out.isEmpty()) {
        if (const Result<void> saved = made->job.save(out); !saved)
            return saved;
    }
    if (console().json()) {
        tellJson(*made);
        return {};
    }
    if (out.isEmpty())
        console().writeOut(made->job.toJson());
    for (const UnmappedItem &item : std::as_const(made->unmapped))
        console().note(tr("not taken over: %1").arg(item.sentence()));
    for (const QString &path : std::as_const(made->secrets))
        console().note(tr("left out: %1 is a secret; a run asks for it, or give it with --secret").arg(path));
    if (!out.isEmpty())
        console().note(tr("made %1").arg(out));
    return {};
}

void ImportCommand::tellJson(const ImportResult &made)
{
    nlohmann::ordered_json unmapped = nlohmann::ordered_json::array();
    for (const UnmappedItem &item : made.unmapped)
        unmapped.push_back({{"what", text(item.what)}, {"why", text(item.why)}});
    console().object({{"event", "import"}, {"path", text(line().import.out)}, {"job", made.job.root()}, {"unmapped", unmapped}});
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/buildrequest.h"

#include "dockerclient/types/jsonread.h"
#include "model/images/platform.h"
#include "model/images/reference.h"
#include "model/run/dockerfile.h"
#include "model/secretnames.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

const QString usualDockerfile = u"Dockerfile"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::BuildRequest", text);
}

tl::unexpected<Error> refuse(const QString &happened, const QString &advice, Error::Kind kind = Error::Kind::BadInput)
{
    return fail(Error::make(kind, tr("build an image"), happened, advice));
}

Result<void> checkFolder(const BuildRequest &request)
{
    if (request.folder.isEmpty())
        return refuse(tr("no folder is named"), tr("Choose the folder that holds the Dockerfile."));
    if (const QFileInfo folder(request.folder); !folder.isDir())
        return refuse(tr("there is no folder %1").arg(request.folder), tr("Choose the folder that holds the Dockerfile."), Error::Kind::NotFound);
    const QString name = request.relativeDockerfile();
    const QFileInfo file(request.dockerfilePath());
    const QString inside = QDir(QFileInfo(request.folder).canonicalFilePath()).relativeFilePath(file.canonicalFilePath());
    if (QDir::cleanPath(name).startsWith(".."_L1) || QDir::isAbsolutePath(name) || (file.exists() && inside.startsWith(".."_L1)))
        return refuse(tr("the Dockerfile %1 lies outside of the folder %2, and the engine gets nothing else").arg(request.dockerfile, request.folder),
                      tr("Choose a folder that holds both, or copy the Dockerfile into it."));
    if (!file.isFile())
        return refuse(tr("there is no %1 in %2").arg(name, request.folder), tr("Name the Dockerfile, or choose another folder."), Error::Kind::NotFound);
    if (!file.isReadable())
        return refuse(tr("%1 may not be read").arg(file.filePath()), tr("Change who may read it."), Error::Kind::PermissionDenied);
    return {};
}

Result<void> checkTags(const QStringList &tags)
{
    for (const QString &tag : tags) {
        const Result<Reference> reference = Reference::parse(tag);
        if (!reference)
            return fail(reference.error());
        if (!reference->digest.isEmpty())
            return refuse(tr("%1 has a digest, which nobody knows before the build").arg(tag), tr("Leave out what follows the @."));
    }
    return {};
}

Result<void> checkValues(const BuildRequest &request)
{
    static const QRegularExpression variable(u"\\A[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    for (auto argument = request.arguments.keyBegin(); argument != request.arguments.keyEnd(); ++argument) {
        if (!variable.match(*argument).hasMatch())
            return refuse(tr("\"%1\" cannot be the name of a build argument").arg(*argument), tr("Use letters, digits and _, with no digit first."));
    }
    static const QRegularExpression label(u"\\A[^\\s=]+\\z"_s);
    for (auto key = request.labels.keyBegin(); key != request.labels.keyEnd(); ++key) {
        if (!label.match(*key).hasMatch())
            return refuse(tr("\"%1\" cannot be the name of a label").arg(*key), tr("Leave out spaces and =."));
    }
    if (!request.platform.isEmpty() && !isPlatform(request.platform))
        return refuse(tr("\"%1\" is no platform").arg(request.platform), tr("Write it as system/architecture, such as linux/arm64."));
    return {};
}

Result<void> checkTarget(const BuildRequest &request)
{
    const QString text = readDockerfile(request.dockerfilePath());
    if (dockerfileInstructions(text).isEmpty())
        return refuse(tr("%1 has no instruction").arg(request.relativeDockerfile()), tr("Write a FROM line first."));
    bool isNumber = false;
    request.target.toUInt(&isNumber);
    const QStringList stages = DockerfileFacts::of(text).stages;
    if (request.target.isEmpty() || isNumber || stages.contains(request.target, Qt::CaseInsensitive))
        return {};
    return refuse(tr("%1 has no stage \"%2\"").arg(request.relativeDockerfile(), request.target),
                  stages.isEmpty() ? tr("It names no stages at all: leave out the target.") : tr("Its stages are %1.").arg(stages.join(u", "_s)));
}

} // namespace

QString BuildRequest::relativeDockerfile() const
{
    if (dockerfile.isEmpty())
        return usualDockerfile;
    return QDir::isAbsolutePath(dockerfile) ? QDir(folder).relativeFilePath(dockerfile) : QDir::cleanPath(dockerfile);
}

QString BuildRequest::dockerfilePath() const
{
    return QDir(folder).filePath(relativeDockerfile());
}

QString BuildRequest::name() const
{
    return tags.isEmpty() ? QDir(folder).dirName() : tags.constFirst();
}

Result<void> BuildRequest::check() const
{
    for (const auto &result : {checkFolder(*this), checkTags(tags), checkValues(*this)}) {
        if (!result)
            return result;
    }
    return checkTarget(*this);
}

QByteArray BuildRequest::toJson() const
{
    QMap<QString, QString> kept = arguments;
    for (auto argument = kept.begin(); argument != kept.end(); ++argument) {
        if (looksSecret(argument.key()))
            argument.value().clear();
    }
    return jsonread::write({{"folder", folder.toStdString()},
                            {"dockerfile", dockerfile.toStdString()},
                            {"tags", jsonread::fromTexts(tags)},
                            {"target", target.toStdString()},
                            {"arguments", jsonread::fromTextMap(kept)},
                            {"labels", jsonread::fromTextMap(labels)},
                            {"platform", platform.toStdString()},
                            {"noCache", noCache},
                            {"pull", pull},
                            {"classic", classic}});
}

BuildRequest BuildRequest::fromJson(const QByteArray &text)
{
    const nlohmann::json json = jsonread::parse(text).value_or(nlohmann::json());
    BuildRequest request;
    request.folder = jsonread::text(json, "folder");
    request.dockerfile = jsonread::text(json, "dockerfile");
    request.tags = jsonread::texts(json, "tags");
    request.target = jsonread::text(json, "target");
    request.arguments = jsonread::textMap(json, "arguments");
    request.labels = jsonread::textMap(json, "labels");
    request.platform = jsonread::text(json, "platform");
    request.noCache = jsonread::flag(json, "noCache");
    request.pull = jsonread::flag(json, "pull");
    request.classic = jsonread::flag(json, "classic");
    return request;
}

} // namespace longshore

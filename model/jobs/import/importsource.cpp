// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/importsource.h"

#include "model/check/sourcecheck.h"
#include "model/jobs/import/configimport.h"
#include "model/jobs/import/containerimport.h"
#include "model/jobs/import/dockerrunparser.h"
#include "model/jobs/import/folderimport.h"
#include "model/jobs/import/snapshotimport.h"
#include "model/jobs/jobfile.h"
#include "model/json/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

bool isZip(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(4) == "PK\x03\x04";
}

bool isJobText(const QByteArray &json)
{
    const Result<Json> root = scanJson(json, {});
    const Json *format = root ? findPath(*root, u"format"_s) : nullptr;
    return format && toQString(*format).startsWith("longshore.job/"_L1);
}

} // namespace

QString JobImport::freeFolder(const QString &name) const
{
    const QDir workspace(m_workspace);
    QString free = name;
    for (int i = 2; workspace.exists(free); ++i)
        free = u"%1-%2"_s.arg(name).arg(i);
    return workspace.absoluteFilePath(free);
}

Result<ImportResult> JobImport::fromFile(const QString &path) const
{
    const QFileInfo info(path);
    if (isZip(path))
        return importSnapshot(path, freeFolder(info.completeBaseName()));
    const Result<QByteArray> bytes = readJobFile(path, u"make a job of %1"_s.arg(path));
    if (!bytes)
        return fail(bytes.error());
    if (looksLikeDockerRun(QString::fromUtf8(bytes->left(4096))) && !bytes->trimmed().startsWith('{'))
        return importDockerRun(QString::fromUtf8(*bytes), info.absolutePath());
    if (isJobText(*bytes)) {
        const Result<JobDocument> job = JobDocument::parse(*bytes, info.absoluteFilePath());
        return job ? Result<ImportResult>(ImportResult{*job, {}}) : fail(job.error());
    }
    // The config.json of a data folder brings its folder along.
    if (info.fileName() == "config.json"_L1 && info.dir().exists(u"in"_s))
        return importDataFolder(info.absolutePath());
    const QString name = info.fileName() == "config.json"_L1 ? info.dir().dirName() : info.completeBaseName();
    return importConfig(*bytes, name);
}

Result<ImportResult> JobImport::fromPath(const QString &path) const
{
    if (!QFileInfo(path).isDir())
        return fromFile(path);
    switch (folderKind(path)) {
    case FolderKind::Source:
        return importSourceFolder(path);
    case FolderKind::Data:
        return importDataFolder(path);
    case FolderKind::Cases:
    case FolderKind::Unknown:
        break;
    }
    return fail(Error::make(
        Error::Kind::BadInput, u"make a job of the folder %1"_s.arg(path),
        u"it is neither a component's source (Dockerfile, component_config) nor a data folder (config.json, in, out)"_s,
        u"Choose one of these."_s));
}

Result<ImportResult> JobImport::fromText(const QString &text) const
{
    if (text.trimmed().startsWith(u'{')) {
        const QByteArray json = text.toUtf8();
        if (!isJobText(json))
            return importConfig(json, u"Pasted configuration"_s);
        Result<JobDocument> job = JobDocument::parse(json);
        if (!job)
            return fail(job.error());
        return ImportResult{*job, {}};
    }
    if (looksLikeDockerRun(text))
        return importDockerRun(text, m_workspace);
    return fail(Error::make(Error::Kind::BadInput, u"make a job of the pasted text"_s,
                            u"it is neither a docker run line nor JSON"_s,
                            u"Copy the whole line from \"docker run\" on."_s));
}

bool JobImport::mayBeJob(const QString &text)
{
    return text.trimmed().startsWith(u'{') || looksLikeDockerRun(text);
}

} // namespace longshore

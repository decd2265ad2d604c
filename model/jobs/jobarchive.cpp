// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobarchive.h"

#include "model/component/secrets.h"
#include "model/json/json.h"
#include "model/run/tarextractor.h"
#include "model/run/tarstream.h"
#include "model/secretnames.h"

#include <QFileInfo>
#include <QSaveFile>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The job as it stands in the zip, and the files it needs.
struct Packed {
    JobDocument job;
    std::vector<TarPart> parts;
};

/// In the node at `path`, if there is one.
Result<void> hideSecretsAt(JobDocument *job, const QString &path, const SecretPatterns &patterns = {})
{
    const QByteArray json = job->jsonAt(path);
    if (json.isEmpty())
        return {};
    const Result<QByteArray> hidden = maskSecrets(json, patterns);
    return hidden ? job->setJsonAt(path, *hidden) : fail(hidden.error());
}

/// Not in the whole file: a schema has keys that start with `#` and no secrets.
Result<void> hideSecrets(JobDocument *job)
{
    const ComponentDefinition component = job->component();
    const SecretPatterns passwords = passwordPatterns(component.configurationSchema);
    QList<QPair<QString, SecretPatterns>> places{{u"configuration"_s, passwords},
                                                 {u"state"_s, {}},
                                                 {u"component.data.image_parameters"_s, {}},
                                                 {u"extra.env"_s, secretNames(job->extra().env.keys())}};
    for (int row = 0; row < int(job->rows().size()); ++row) {
        const QString path = joinPath(u"rows"_s, row);
        places.append({path + u".configuration"_s, passwords + passwordPatterns(component.configurationRowSchema)});
        places.append({path + u".state"_s, {}});
    }
    for (const auto &[path, patterns] : std::as_const(places)) {
        if (const Result<void> hidden = hideSecretsAt(job, path, patterns); !hidden)
            return hidden;
    }
    return {};
}

Result<void> packData(const JobInput &input, Packed *packed)
{
    if (!input.folder.isEmpty() && QFileInfo(input.folder).isDir()) {
        TarPart data;
        data.type = TarPart::Type::Folder;
        data.path = "data";
        data.source = input.folder;
        packed->parts.push_back(TarPart::directory("data"));
        packed->parts.push_back(std::move(data));
        if (const Result<void> set = packed->job.setJsonAt(u"input.folder"_s, "\"data\""); !set)
            return set;
    }
    int number = 0;
    for (auto table = input.fileTables.cbegin(); table != input.fileTables.cend(); ++table) {
        if (!QFileInfo(table.value()).isFile())
            continue;
        if (number++ == 0)
            packed->parts.push_back(TarPart::directory("tables"));
        TarPart file;
        file.type = TarPart::Type::File;
        file.mode = 0644;
        file.path = "tables/" + QByteArray::number(number) + '-' + safeFileName(QFileInfo(table.value()).fileName().toUtf8());
        file.source = table.value();
        const QByteArray name = writeJson(fromQString(QString::fromUtf8(file.path)), JsonStyle::Compact);
        packed->parts.push_back(std::move(file));
        if (const Result<void> set = packed->job.setJsonAt(joinPath(u"input.fileTables"_s, table.key()), name); !set)
            return set;
    }
    return {};
}

Result<QStringList> writeZip(std::vector<TarPart> parts, const QString &path, const QString &asked)
{
    const auto broken = [&asked](const QString &why) { return fail(Error::make(Error::Kind::Disk, asked, why, u"Make room or save elsewhere."_s)); };
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return broken(file.errorString());
    TarStream archive(std::move(parts), 0, 0, TarStream::Format::Zip);
    QByteArray block(256 << 10, Qt::Uninitialized);
    for (qint64 n; (n = archive.read(block.data(), block.size())) > 0;) {
        if (file.write(block.constData(), n) != n)
            break;
    }
    if (!archive.failure().isEmpty())
        return broken(archive.failure());
    if (!file.commit())
        return broken(file.errorString());
    return archive.noteSentences();
}

} // namespace

Result<QStringList> writeJobArchive(const JobDocument &job, const QString &path)
{
    const QString asked = u"export the job as %1"_s.arg(path);
    Packed packed{job, {}};
    if (const Result<void> hidden = hideSecrets(&packed.job); !hidden)
        return fail(hidden.error());
    if (const Result<void> data = packData(job.input(), &packed); !data)
        return fail(data.error());
    const QByteArray name = safeFileName(QFileInfo(path).completeBaseName().toUtf8()) + ".job.json";
    packed.parts.insert(packed.parts.begin(), TarPart::file(name, packed.job.toJson(), 0644));
    return writeZip(std::move(packed.parts), path, asked);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/snapshot.h"

#include "model/component/secrets.h"
#include "model/run/tarextractor.h"
#include "model/store/durablefile.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A state that is no JSON is the component's own business; the redactor goes over it all the same.
QByteArray hidden(const QByteArray &json, const Redactor &redactor)
{
    return redactor.redact(QByteArrayView(maskSecrets(json).value_or(json)));
}

/// The parts of the upload, below the archive's root instead of /data.
std::vector<TarPart> archiveParts(const SnapshotTask &task)
{
    Staging staging = task.staging;
    staging.config = task.redactor.redact(QByteArrayView(task.maskedConfig));
    staging.state = hidden(staging.state, task.redactor);
    std::vector<TarPart> parts;
    for (TarPart &part : stagingParts(staging)) {
        if (part.path == "data")
            part.path.clear();
        else if (part.path.startsWith("data/"))
            part.path.remove(0, 5);
        else
            continue; // /tmp
        if (!part.path.isEmpty() || part.type == TarPart::Type::Folder)
            parts.push_back(std::move(part));
    }
    if (task.output.isEmpty())
        return parts;
    TarPart out;
    out.type = TarPart::Type::Folder;
    out.path = "out";
    out.source = task.output;
    parts.push_back(std::move(out));
    return parts;
}

} // namespace

Result<void> writeSnapshot(const SnapshotTask &task)
{
    const QString asked = u"write the snapshot %1"_s.arg(task.path);
    if (!QDir().mkpath(QFileInfo(task.path).path()))
        return fail(Error::make(Error::Kind::Disk, asked, u"its folder cannot be made"_s));
    QSaveFile file(task.path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
    TarStream archive(archiveParts(task), 0, 0, TarStream::Format::Zip);
    QByteArray block(256 << 10, Qt::Uninitialized);
    for (qint64 n; (n = archive.read(block.data(), block.size())) > 0;) {
        if (file.write(block.constData(), n) != n)
            break;
    }
    if (!archive.failure().isEmpty())
        return fail(Error::make(Error::Kind::Disk, asked, archive.failure()));
    if (!file.commit())
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
    return {};
}

QString snapshotPath(const QString &capsule, const QString &rowId, const QString &name)
{
    QString folder = capsule + u"/debug"_s;
    if (!rowId.isEmpty())
        folder += u'/' + QString::fromUtf8(safeFileName(rowId.toUtf8().replace('/', "%2F")));
    return folder + u'/' + name;
}

} // namespace longshore

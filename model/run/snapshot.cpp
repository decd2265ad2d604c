// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/snapshot.h"

#include "model/component/dataformat.h"
#include "model/component/secrets.h"
#include "model/run/tarextractor.h"

#include <QDir>
#include <QFileInfo>

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
    out.skip = [](const QByteArray &path) { return path == "state.json" || path == "state.yml"; }; // see outState
    parts.push_back(std::move(out));
    if (!task.outState.isEmpty())
        parts.push_back(TarPart::file("out/" + stateFileName(staging.format).toUtf8(), inFormat(task.outState, staging.format).value_or(task.outState), 0644));
    return parts;
}

} // namespace

Result<ZipWritten> writeSnapshot(const SnapshotTask &task, const CancelToken &token, ZipProgress *progress)
{
    const QString asked = u"write the snapshot %1"_s.arg(task.path);
    if (!QDir().mkpath(QFileInfo(task.path).path()))
        return fail(Error::make(Error::Kind::Disk, asked, u"its folder cannot be made"_s));
    return writeZip(archiveParts(task), task.path, asked, token, progress);
}

QByteArray keptStageState(const QString &capsule, int stage)
{
    constexpr qint64 most = 64 << 20;
    QFile file(capsule + u"/stages/%1/state.json"_s.arg(stage));
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

QString snapshotPath(const QString &capsule, const QString &rowId, const QString &name)
{
    QString folder = capsule + u"/debug"_s;
    if (!rowId.isEmpty())
        folder += u'/' + QString::fromUtf8(safeFileName(rowId.toUtf8().replace('/', "%2F")));
    return folder + u'/' + name;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/capsulefiles.h"

#include "model/run/jsonfile.h"
#include "model/run/tarextractor.h"

#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<QByteArray> storedStageConfig(const QString &capsule, int stage)
{
    constexpr qint64 most = 16 << 20;
    QFile file(capsule + u"/stages/%1/config.json"_s.arg(stage));
    if (!file.exists())
        return fail(Error::make(Error::Kind::NotFound, u"read the stored config.json"_s, u"the run ended before it was made"_s));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::Disk, u"read "_s + file.fileName(), file.errorString()));
    return file.read(most);
}

QList<StageSummary> storedStages(const QString &capsule)
{
    constexpr qint64 most = 16 << 20; // what a component tells of itself is in it
    QList<StageSummary> stages;
    for (int number = 0;; ++number) {
        QFile file(capsule + u"/stages/%1/stage.json"_s.arg(number));
        if (!file.open(QIODevice::ReadOnly))
            return stages;
        const auto stage = nlohmann::json::parse(file.read(most).toStdString(), nullptr, false);
        if (!stage.is_object())
            return stages;
        stages.append(StageSummary::fromJson(stage));
        stages.last().number = number;
    }
}

Collected storedCollected(const QString &capsule)
{
    constexpr qint64 most = 512 << 20;
    Collected collected;
    QFile file(capsule + u"/manifest.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return collected;
    const auto manifest = nlohmann::json::parse(file.read(most).toStdString(), nullptr, false);
    const auto entries = manifest.is_object() ? manifest.value("entries", nlohmann::json::array()) : nlohmann::json::array();
    for (const auto &item : entries) {
        if (!item.is_object())
            continue;
        CollectedEntry entry;
        const QString bytes = jsonfile::text(item, "nameBase64"), stored = jsonfile::text(item, "stored");
        entry.name = bytes.isEmpty() ? jsonfile::text(item, "name").toUtf8() : QByteArray::fromBase64(bytes.toLatin1());
        entry.stored = stored.isEmpty() ? QString::fromUtf8(entry.name) : stored;
        entry.directory = jsonfile::text(item, "type") == u"directory"_s;
        entry.mode = int(jsonfile::number(item, "mode", 0));
        entry.size = jsonfile::number(item, "size", 0);
        entry.sha256 = jsonfile::text(item, "sha256").toLatin1();
        collected.bytes += entry.size;
        collected.entries.append(std::move(entry));
    }
    return collected;
}

int stageOf(const QList<StageSummary> &stages, quint64 seq)
{
    int found = 0;
    for (const StageSummary &stage : stages) {
        if (quint64(stage.firstSeq) <= seq)
            found = stage.number;
    }
    return found;
}

QString outputFolder(const QString &capsule, const QString &rowId)
{
    QString folder = capsule + u"/out"_s;
    if (rowId.isEmpty() || QFileInfo::exists(folder))
        return folder;
    const QList<StageSummary> stages = storedStages(capsule);
    for (const StageSummary &stage : stages) {
        if (stage.rowId == rowId && !stage.output.isEmpty())
            folder = capsule + u'/' + stage.output;
    }
    return folder;
}

} // namespace longshore

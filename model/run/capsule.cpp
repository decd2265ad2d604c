// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/capsule.h"

#include "model/run/stagememo.h"
#include "model/store/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;
using nlohmann::ordered_json;

Result<std::unique_ptr<Capsule>> Capsule::create(const QString &runsDirectory, const RunId &id)
{
    std::unique_ptr<Capsule> capsule(new Capsule(runsDirectory + u'/' + id.value));
    const QString asked = u"make the run's folder %1"_s.arg(capsule->m_path);
    if (::mkdir(QFile::encodeName(capsule->m_path).constData(), 0700) != 0)
        return fail(diskError(asked, errno));
    if (auto locked = capsule->lock(); !locked)
        return fail(locked.error());
    if (auto synced = syncDirectory(runsDirectory); !synced)
        return fail(synced.error());
    return capsule;
}

Result<std::unique_ptr<Capsule>> Capsule::adopt(const QString &path)
{
    std::unique_ptr<Capsule> capsule(new Capsule(path));
    if (!QFileInfo(path).isDir())
        return fail(Error::make(Error::Kind::NotFound, u"take over the run in %1"_s.arg(path), u"there is no such folder"_s));
    if (auto locked = capsule->lock(); !locked)
        return fail(locked.error());
    return capsule;
}

Capsule::~Capsule()
{
    if (m_lock >= 0)
        ::close(m_lock); // the lock is the open file's
}

Result<void> Capsule::lock()
{
    const QString name = m_path + u"/lock"_s;
    m_lock = ::open(QFile::encodeName(name).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock < 0)
        return fail(diskError(u"make the lock %1"_s.arg(name), errno));
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(m_lock, F_OFD_SETLK, &whole) != 0) {
        if (errno == EAGAIN || errno == EACCES)
            return fail(Error::make(Error::Kind::Conflict, u"take over the run in %1"_s.arg(m_path), u"its owner is alive"_s));
        return fail(diskError(u"lock %1"_s.arg(name), errno));
    }
    // For people only: who holds the lock is the kernel's knowledge.
    const QByteArray owner = QByteArray::number(QCoreApplication::applicationPid()) + ' ' + QSysInfo::machineHostName().toUtf8() + '\n';
    if (::ftruncate(m_lock, 0) != 0 || ::pwrite(m_lock, owner.constData(), size_t(owner.size()), 0) != owner.size())
        return fail(diskError(u"write the lock %1"_s.arg(name), errno));
    return {};
}

// Texts of a component may be cut within a character: U+FFFD then, never an exception.
static QByteArray dumped(const ordered_json &object)
{
    return QByteArray::fromStdString(object.dump(2, ' ', false, ordered_json::error_handler_t::replace)) + '\n';
}

Result<void> Capsule::writeRun(const RunSummary &run)
{
    return durableReplace(m_path + u"/run.json"_s, dumped(run.toJson()));
}

Result<void> Capsule::writeRun(const RunResult &result)
{
    return durableReplace(m_path + u"/run.json"_s, dumped(result.runJson()));
}

Result<void> Capsule::writeStageConfig(int stage, const QByteArray &maskedConfig)
{
    const auto folder = stageFolder(stage);
    return folder ? durableReplace(*folder + u"/config.json"_s, maskedConfig) : Result<void>(fail(folder.error()));
}

Result<void> Capsule::writeStageState(int stage, const QByteArray &maskedState)
{
    const auto folder = stageFolder(stage);
    return folder ? durableReplace(*folder + u"/state.json"_s, maskedState) : Result<void>(fail(folder.error()));
}

Result<void> Capsule::writeStageChanges(int stage, const QByteArray &changes)
{
    const auto folder = stageFolder(stage);
    return folder ? durableReplace(*folder + u"/changes.json"_s, changes) : Result<void>(fail(folder.error()));
}

Result<void> Capsule::writeStageMemo(int stage, const StageMemo &memo)
{
    const auto folder = stageFolder(stage);
    return folder ? durableReplace(*folder + u"/memo.json"_s, dumped(memo.toJson())) : Result<void>(fail(folder.error()));
}

Result<void> Capsule::writeStage(const StageSummary &stage)
{
    const auto folder = stageFolder(stage.number);
    return folder ? durableReplace(*folder + u"/stage.json"_s, dumped(stage.toJson())) : Result<void>(fail(folder.error()));
}

Result<QString> Capsule::stageFolder(int stage)
{
    const QString folder = u"%1/stages/%2"_s.arg(m_path).arg(stage);
    if (!QDir().mkpath(folder))
        return fail(diskError(u"make the folder %1"_s.arg(folder), errno));
    return folder;
}

Result<void> Capsule::writeManifest(const RunResult &result, const Collected &collected)
{
    json entries = json::array();
    for (const CollectedEntry &entry : collected.entries) {
        const QString text = QString::fromUtf8(entry.name);
        json object{{"name", text.toStdString()}, {"type", entry.directory ? "directory" : "file"}, {"mode", entry.mode}};
        if (text.toUtf8() != entry.name)
            object["nameBase64"] = entry.name.toBase64().toStdString();
        if (entry.stored.toUtf8() != entry.name)
            object["stored"] = entry.stored.toStdString();
        if (!entry.directory) {
            object["size"] = entry.size;
            object["sha256"] = entry.sha256.toStdString();
        }
        entries.push_back(std::move(object));
    }
    json refused = json::array();
    for (const RefusedEntry &entry : collected.refused) {
        json object{{"name", QString::fromUtf8(entry.name).toStdString()}, {"reason", entry.reason.toStdString()}};
        if (QString::fromUtf8(entry.name).toUtf8() != entry.name)
            object["nameBase64"] = entry.name.toBase64().toStdString();
        refused.push_back(std::move(object));
    }
    const ordered_json manifest{{"format", "longshore.manifest/1"}, {"result", result.toJson()}, {"entries", std::move(entries)},
                  {"refused", std::move(refused)}, {"refusedCount", collected.refusedCount}};
    return durableReplace(m_path + u"/manifest.json"_s, dumped(manifest));
}

} // namespace longshore

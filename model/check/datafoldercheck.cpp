// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/datafoldercheck.h"

#include "model/check/tablescheck.h"
#include "model/component/configuration.h"
#include "model/json/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostJson = 64 << 20;

QString below(const QString &prefix, const QString &name)
{
    return prefix.isEmpty() ? name : prefix + u'/' + name;
}

/// What lies in a folder and has no place there.
void strays(const QString &folder, const QString &prefix, const QStringList &known, Findings &findings)
{
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names) {
        if (!known.contains(name))
            findings.warning(u"F4"_s, below(prefix, name),
                             u"The contract has no such entry; on the platform nothing reads it."_s);
    }
}

/// The JSON of a small file that may be missing; nothing when it is missing or bad, which is told.
std::optional<Json> jsonFile(const QString &path, const QString &shown, const QString &rule, Findings &findings)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostJson) {
        findings.error(rule, shown,
                       file.isOpen() ? u"It is larger than 64 MiB."_s
                                     : u"It cannot be read: %1."_s.arg(file.errorString()));
        return std::nullopt;
    }
    auto json = scanJson(file.readAll(), {});
    if (!json) {
        findings.error(rule, shown, u"It is no JSON: %1."_s.arg(json.error().happened));
        return std::nullopt;
    }
    return std::move(*json);
}

bool isObject(const Json &json)
{
    return json.is_object() || (json.is_array() && json.empty()); // PHP writes an empty one as a list
}

void checkConfig(const QString &folder, const QString &prefix, Findings &findings)
{
    const QString shown = below(prefix, u"config.json"_s);
    if (!QFile::exists(folder + u"/config.json"_s) && !QFile::exists(folder + u"/config.yml"_s))
        return findings.note({}, shown, u"There is none; a component gets one in every run."_s);
    const auto json = jsonFile(folder + u"/config.json"_s, shown, u"C1"_s, findings);
    if (!json)
        return;
    if (!isObject(*json))
        return findings.error(u"C1"_s, shown, u"It holds %1 instead of an object."_s.arg(jsonTypeName(*json)));
    findings.addOfFile(checkConfiguration(writeJson(*json, JsonStyle::Compact)), u"C1"_s, shown);
}

void checkState(const QString &file, const QString &shown, const QString &rule, Findings &findings)
{
    const auto json = jsonFile(file, shown, rule, findings);
    if (json && !isObject(*json))
        findings.error(rule, shown, u"A state is an object, this is %1."_s.arg(jsonTypeName(*json)));
}

// §7.4
void checkUsage(const QString &file, const QString &shown, Findings &findings)
{
    const auto json = jsonFile(file, shown, u"7.4"_s, findings);
    if (!json)
        return;
    const auto scalar = [](const Json &item, const char *key) {
        const auto found = item.find(key);
        return found != item.end() && !found->is_structured() && !found->is_null() && *found != "";
    };
    bool good = json->is_array();
    for (const Json &item : good ? *json : Json::array())
        good = good && item.is_object() && item.size() == 2 && scalar(item, "metric") && scalar(item, "value");
    if (!good)
        findings.error(u"7.4"_s, shown,
                       u"It must be a list of {\"metric\", \"value\"} with nothing else and nothing empty."_s);
}

// §6.9
void checkResult(const QString &file, const QString &shown, Findings &findings)
{
    const auto json = jsonFile(file, shown, u"6.9"_s, findings);
    if (json && (!json->is_object() || !json->contains("variables") || !(*json)["variables"].is_object()))
        findings.warning(u"6.9"_s, shown, u"It needs an object \"variables\"; without, it is ignored."_s);
}

void checkIn(const QString &folder, const QString &prefix, bool yaml, Findings &findings)
{
    strays(folder, prefix, {u"tables"_s, u"files"_s, u"user"_s, u"state.json"_s, u"state.yml"_s}, findings);
    checkState(folder + u"/state.json"_s, below(prefix, u"state.json"_s), u"S1"_s, findings);
    checkTables(folder + u"/tables"_s, below(prefix, u"tables"_s), {false, yaml}, findings);
    checkFiles(folder + u"/files"_s, below(prefix, u"files"_s), {false, yaml}, findings);
}

void checkOut(const QString &folder, const QString &prefix, bool yaml, Findings &findings)
{
    strays(
        folder, prefix,
        {u"tables"_s, u"files"_s, u"state.json"_s, u"state.yml"_s, u"usage.json"_s, u"usage.yml"_s, u"result.json"_s},
        findings);
    checkState(folder + u"/state.json"_s, below(prefix, u"state.json"_s), u"S2"_s, findings);
    checkUsage(folder + u"/usage.json"_s, below(prefix, u"usage.json"_s), findings);
    checkResult(folder + u"/result.json"_s, below(prefix, u"result.json"_s), findings);
    checkTables(folder + u"/tables"_s, below(prefix, u"tables"_s), {true, yaml}, findings);
    checkFiles(folder + u"/files"_s, below(prefix, u"files"_s), {true, yaml}, findings);
}

} // namespace

Findings checkDataFolder(const QString &folder, const QString &prefix)
{
    Findings findings;
    const bool yaml = QFile::exists(folder + u"/config.yml"_s) && !QFile::exists(folder + u"/config.json"_s);
    if (yaml)
        findings.note(u"F8"_s, below(prefix, u"config.yml"_s),
                      u"Manifests and states are YAML then, which is not looked into."_s);
    strays(folder, prefix, {u"config.json"_s, u"config.yml"_s, u"in"_s, u"out"_s, u"artifacts"_s}, findings);
    checkConfig(folder, prefix, findings);
    if (QFileInfo(folder + u"/in"_s).isDir())
        checkIn(folder + u"/in"_s, below(prefix, u"in"_s), yaml, findings);
    if (QFileInfo(folder + u"/out"_s).isDir())
        checkOut(folder + u"/out"_s, below(prefix, u"out"_s), yaml, findings);
    return findings;
}

Findings checkOutFolder(const QString &folder, const QString &prefix)
{
    Findings findings;
    if (QFileInfo(folder).isDir())
        checkOut(folder, prefix, QFile::exists(folder + u"/state.yml"_s), findings);
    return findings;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/datafoldercheck.h"

#include "model/check/inputcheck.h"
#include "model/check/outputcheck.h"
#include "model/component/configuration.h"
#include "model/component/dataformat.h"
#include "model/component/mapping/outputextras.h"
#include "model/component/state.h"
#include "model/run/outputlisting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostText = 64 << 20;

QString inFolder(const QString &prefix, const QString &name)
{
    return prefix.isEmpty() ? name : prefix + u'/' + name;
}

/// What lies in a folder and has no place there.
void strays(const QString &folder, const QString &prefix, const QStringList &known, Findings &findings)
{
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names) {
        if (!known.contains(name))
            findings.warning(u"F4"_s, inFolder(prefix, name),
                             u"The contract has no such entry; on the platform nothing reads it."_s);
    }
}

/// A small file that may be missing; nothing when it is missing or cannot be read, which is told.
std::optional<QByteArray> textOf(const QString &path, const QString &shown, const QString &rule, Findings &findings)
{
    if (!QFileInfo(path).isFile())
        return std::nullopt;
    const auto bytes = readOutputBytes(path, mostText);
    if (bytes)
        return *bytes;
    findings.error(rule, shown, bytes.error().reason());
    return std::nullopt;
}

/// The configuration as JSON; empty when there is none that can be used.
QByteArray checkConfig(const QString &folder, const QString &prefix, const QString &format, Findings &findings)
{
    const QString name = configFileName(format), shown = inFolder(prefix, name);
    if (!QFile::exists(folder + u'/' + name)) {
        findings.note({}, shown, u"There is none; a component gets one in every run."_s);
        return {};
    }
    const auto text = textOf(folder + u'/' + name, shown, u"C1"_s, findings);
    if (!text)
        return {};
    const auto json = fromFormat(*text, format, {});
    if (!json) {
        findings.error(u"C1"_s, shown, json.error().reason());
        return {};
    }
    const Problems problems = checkConfiguration(*json);
    findings.addOfFile(problems, u"C1"_s, shown);
    return hasErrors(problems) ? QByteArray() : *json;
}

void checkState(const QString &folder, const QString &prefix, const QString &format, const QString &rule,
                Findings &findings)
{
    const QString name = stateFileName(format);
    const auto text = textOf(folder + u'/' + name, inFolder(prefix, name), rule, findings);
    if (!text)
        return;
    if (const auto state = readComponentState(*text, format); !state)
        findings.error(rule, inFolder(prefix, name), state.error().reason());
}

void checkExtras(const QString &folder, const QString &prefix, const QString &format, Findings &findings)
{
    const QString usage = usageFileName(format);
    if (const auto text = textOf(folder + u'/' + usage, inFolder(prefix, usage), u"7.4"_s, findings)) {
        if (const auto metrics = readUsage(*text, format); !metrics)
            findings.error(u"7.4"_s, inFolder(prefix, usage), metrics.error().reason());
    }
    const QString result = inFolder(prefix, u"result.json"_s);
    if (const auto text = textOf(folder + u"/result.json"_s, result, u"6.9"_s, findings)) {
        Problems problems;
        readJobVariables(*text, &problems);
        for (const Problem &problem : problems)
            findings.append({problem.severity, u"6.9"_s, result, problem.message});
    }
}

/// The request for an `out` folder whose component nobody knows. One that holds nothing was never written.
OutputRequest outputsOf(const QString &folder, const QByteArray &configuration, const QString &format)
{
    OutputRequest request;
    request.folder = folder + u"/out"_s;
    request.configuration = configuration;
    request.component.configurationFormat = format;
    request.component.defaultBucket = true;
    request.configurationId = u"0"_s;
    request.failedPass = QDir(request.folder + u"/tables"_s).isEmpty() && QDir(request.folder + u"/files"_s).isEmpty();
    return request;
}

} // namespace

Findings checkDataFolder(const QString &folder, const QString &prefix)
{
    Findings findings;
    const bool yaml = QFile::exists(folder + u"/config.yml"_s) && !QFile::exists(folder + u"/config.json"_s);
    const QString format = yaml ? u"yaml"_s : u"json"_s;
    strays(folder, prefix, {u"config.json"_s, u"config.yml"_s, u"in"_s, u"out"_s, u"artifacts"_s}, findings);
    const QByteArray configuration = checkConfig(folder, prefix, format, findings);
    if (QFileInfo(folder + u"/in"_s).isDir()) {
        const QString in = inFolder(prefix, u"in"_s);
        strays(folder + u"/in"_s, in, {u"tables"_s, u"files"_s, u"user"_s, u"state.json"_s, u"state.yml"_s}, findings);
        checkState(folder + u"/in"_s, in, format, u"S1"_s, findings);
        checkInputs(folder, prefix, format, findings);
    }
    findings += checkOutFolder(outputsOf(folder, configuration, format), prefix);
    return findings;
}

Findings checkOutFolder(const OutputRequest &request, const QString &prefix)
{
    Findings findings;
    if (!QFileInfo(request.folder).isDir())
        return findings;
    const QString out = inFolder(prefix, u"out"_s), &format = request.component.configurationFormat;
    checkState(request.folder, out, format, u"S2"_s, findings);
    checkExtras(request.folder, out, format, findings);
    checkOutputs(request, prefix, findings);
    return findings;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/outputreport.h"

#include "model/json/json.h"
#include "model/run/capsulefiles.h"
#include "model/run/folderwalk.h"
#include "model/run/redactor.h"
#include "model/run/runtypes.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QSet<QString> mappedSources(const Json &config, const QString &list)
{
    QSet<QString> sources;
    const Json *items = findPath(config, u"storage.output."_s + list);
    for (std::size_t i = 0; items && items->is_array() && i < items->size(); ++i) {
        if (const Json *source = findPath((*items)[i], u"source"_s))
            sources.insert(toQString(*source));
    }
    return sources;
}

bool containsSecret(const QString &path, const Redactor &redactor)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    RedactingStream stream(redactor);
    QByteArray block(256 << 10, Qt::Uninitialized);
    for (qint64 n; (n = file.read(block.data(), block.size())) > 0;) {
        (void)stream.feed(QByteArrayView(block).first(n));
        if (stream.replaced())
            return true;
    }
    (void)stream.finish();
    return stream.replaced();
}

void reportSecrets(const QString &folder, const RunReportContext &context, Findings &findings)
{
    const Redactor redactor(context.secrets);
    if (redactor.isEmpty() || !QFileInfo(folder).isDir())
        return;
    FolderWalk walk(folder, {});
    while (const auto entry = walk.next()) {
        const QString name = QFile::decodeName(entry->path);
        if (S_ISREG(entry->info.st_mode) && containsSecret(folder + u'/' + name, redactor))
            findings.error(u"L6"_s, u"out/"_s + name, u"It holds a secret of the configuration in the clear."_s);
    }
}

void reportTables(const RunResult &run, const Json &config, const RunReportContext &context, Findings &findings)
{
    const QSet<QString> mapped = mappedSources(config, u"tables"_s);
    const Json *given = findPath(config, u"storage.output.default_bucket"_s);
    const bool bucket =
        context.hasDefaultBucket || !context.defaultBucket.isEmpty() || (given && !toQString(*given).isEmpty());
    QSet<QString> there;
    for (const RunOutputTable &table : run.tables) {
        there.insert(table.source);
        const QString path = u"out/tables/"_s + table.source;
        if (mapped.contains(table.source))
            continue;
        if (!mapped.isEmpty())
            findings.note(u"O3"_s, path, u"No output mapping names it; the platform stores it all the same."_s);
        QString name = table.destination.isEmpty() ? table.source : table.destination;
        if (table.destination.isEmpty() && name.endsWith(u".csv"_s))
            name.chop(4);
        if (!bucket && name.count(u'.') != 2)
            findings.warning(
                u"O5"_s, path,
                u"It has no destination: that needs a mapping, a manifest with one, or a default bucket of the component."_s);
        else if (table.destination.isEmpty() && name.count(u'.') == 2)
            findings.warning(u"6.3"_s, path,
                             u"Its destination comes from the file's name, which the platform calls deprecated."_s);
    }
    if (run.summary.verdict != Verdict::Success)
        return; // skipped when the job failed (O2)
    for (const QString &source : mapped) {
        if (!source.isEmpty() && !there.contains(source))
            findings.error(u"O2"_s, u"out/tables/"_s + source,
                           u"The output mapping names it, but it was not written."_s);
    }
}

void reportFiles(const RunResult &run, const Json &config, Findings &findings)
{
    const QSet<QString> mapped = mappedSources(config, u"files"_s);
    QSet<QString> there;
    for (const RunOutputFile &file : run.files) {
        there.insert(file.source);
        if (!mapped.isEmpty() && !mapped.contains(file.source))
            findings.note(u"O3"_s, u"out/files/"_s + file.source,
                          u"No output mapping names it; the platform stores it all the same."_s);
    }
    for (const QString &source : mapped) {
        if (run.summary.verdict == Verdict::Success && !there.contains(source))
            findings.error(u"O16"_s, u"out/files/"_s + source,
                           u"The output mapping names it, but it was not written."_s);
    }
}

} // namespace

Findings reportOutputs(const RunResult &run, const RunReportContext &context)
{
    Findings findings;
    const auto stored = context.stageConfig.isEmpty() ? storedStageConfig(run.summary.capsule, 0)
                                                      : Result<QByteArray>(context.stageConfig);
    const auto json = stored ? scanJson(*stored, {}) : Result<Json>(Json::object());
    const Json config = json && json->is_object() ? *json : Json::object();
    reportTables(run, config, context, findings);
    reportFiles(run, config, findings);
    reportSecrets(outputFolder(run.summary.capsule), context, findings);
    return findings;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/settledoutputs.h"

#include "model/component/dataformat.h"
#include "model/component/secrets.h"
#include "model/component/state.h"
#include "model/run/outputlisting.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestState = 16 << 20;
constexpr qint64 longestExtra = 1 << 20;

Error refusal(const QString &asked, const QString &happened, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, asked, happened, advice);
}

/// The regular file of that name directly below `out`; the end when there is none.
QList<CollectedEntry>::iterator fileNamed(Collected *collected, const QString &name)
{
    QList<CollectedEntry> &entries = collected->entries;
    return std::find_if(entries.begin(), entries.end(), [name = name.toUtf8()](const CollectedEntry &entry) { return entry.name == name && !entry.directory; });
}

Result<void> takeState(SettledOutputs *settled, const QString &folder, const QString &format)
{
    const QString name = stateFileName(format);
    const auto found = fileNamed(&settled->collected, name);
    if (found == settled->collected.entries.end())
        return {};
    const QString asked = u"read out/%1"_s.arg(name);
    QFile file(folder + u'/' + found->stored);
    if (found->size > longestState) {
        settled->refused = refusal(asked, u"it is larger than 16 MiB"_s, u"Keep less in the state."_s);
    } else if (!file.open(QIODevice::ReadOnly)) {
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
    } else {
        const QByteArray text = file.readAll();
        file.close();
        auto state = readComponentState(text, format);
        if (state)
            settled->state = *state;
        else
            settled->refused = state.error();
    }
    if (!settled->refused) {
        if (!file.remove())
            return fail(Error::make(Error::Kind::Disk, u"remove out/%1"_s.arg(name), file.errorString()));
        settled->collected.bytes -= found->size;
        settled->collected.entries.erase(found);
    }
    return {};
}

/// After a failure nobody takes the state (S3), but its secrets are news to the redactor: they must not stay in a capsule.
Result<void> maskState(SettledOutputs *settled, const QString &folder, const QString &format)
{
    const QString name = stateFileName(format);
    const auto found = fileNamed(&settled->collected, name);
    if (found == settled->collected.entries.end())
        return {};
    QFile file(folder + u'/' + found->stored);
    const auto text = readOutputBytes(file.fileName(), longestState);
    const auto state = text ? readComponentState(*text, format) : text;
    const QByteArray masked = state ? maskSecrets(*state).value_or("{}") : QByteArray();
    settled->collected.bytes += masked.size() - found->size;
    found->size = masked.size();
    found->sha256 = QCryptographicHash::hash(masked, QCryptographicHash::Sha256).toHex();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(masked) != masked.size() || !file.flush())
        return fail(Error::make(Error::Kind::Disk, u"mask out/%1"_s.arg(name), file.errorString()));
    return {};
}

/// The usage file stays where it is (§7.4), and so does the file of output variables (§6.9), which is JSON in any format.
void readExtras(SettledOutputs *settled, const QString &folder, const QString &format)
{
    const auto bytesOf = [&](const QString &name) -> std::optional<Result<QByteArray>> {
        const auto found = fileNamed(&settled->collected, name);
        return found == settled->collected.entries.end() ? std::nullopt : std::optional(readOutputBytes(folder + u'/' + found->stored, longestExtra));
    };
    const QString usageName = usageFileName(format);
    if (const auto bytes = bytesOf(usageName)) {
        const auto usage = *bytes ? readUsage(**bytes, format) : Result<QList<UsageMetric>>(fail(bytes->error()));
        if (usage)
            settled->extras.usage = *usage;
        else
            settled->badUsage = *bytes ? usage.error() : refusal(u"store job usage"_s, u"out/%1: %2"_s.arg(usageName, bytes->error().reason()), {});
    }
    const QString result = u"result.json"_s;
    const auto bytes = bytesOf(result);
    if (bytes && !*bytes)
        settled->problems.append({u"out/"_s + result, u"Its variables are not used: %1."_s.arg(bytes->error().reason()), Problem::Severity::Warning});
    for (const JobVariable &variable : bytes && *bytes ? readJobVariables(**bytes, &settled->problems) : QList<JobVariable>())
        settled->extras.outputVariables.insert(variable.name, variable.value);
}

/// The platform reads the outputs as the user the component ran as; here it is the engine or root who does, who may read all.
std::optional<Error> unreadable(const Collected &collected)
{
    const QString advice = u"Leave outputs readable for their owner."_s;
    if (!collected.denied.isEmpty()) // of a bound folder, which this process reads itself
        return refusal(u"read the output out/%1"_s.arg(QString::fromUtf8(collected.denied)), u"permission denied: the component shut it"_s, advice);
    for (const CollectedEntry &entry : collected.entries) {
        const int wanted = entry.directory ? 0500 : 0400;
        if ((entry.mode & wanted) != wanted)
            return refusal(u"read the output out/%1"_s.arg(QString::fromUtf8(entry.name)),
                           u"permission denied: the component set its mode to %1"_s.arg(QString::number(entry.mode & 07777, 8).rightJustified(4, u'0')),
                           advice);
    }
    return {};
}

} // namespace

Result<SettledOutputs> settleOutputs(SettleRequest request)
{
    if (!QDir().mkpath(request.folder))
        return fail(Error::make(Error::Kind::Disk, u"make the folder %1"_s.arg(request.folder), u"it cannot be made"_s));
    SettledOutputs settled;
    settled.collected = std::move(request.collected);
    if (request.takesState) {
        if (auto taken = takeState(&settled, request.folder, request.format); !taken)
            return fail(taken.error());
    }
    if (request.takesExtras && !request.takesState) {
        if (auto masked = maskState(&settled, request.folder, request.format); !masked)
            return fail(masked.error());
    }
    if (request.takesExtras)
        readExtras(&settled, request.folder, request.format);
    if (request.ownUser && !settled.refused)
        settled.refused = unreadable(settled.collected);
    if (request.lists)
        settled.outputs = listOutputs(request.folder, settled.collected, request.format);
    return settled;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/settledoutputs.h"

#include "model/component/dataformat.h"
#include "model/component/state.h"

#include <QDir>
#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestState = 16 << 20;

Error refusal(const QString &asked, const QString &happened, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, asked, happened, advice);
}

Result<void> takeState(SettledOutputs *settled, const QString &folder, const QString &format)
{
    const QString name = stateFileName(format);
    QList<CollectedEntry> &entries = settled->collected.entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&name](const CollectedEntry &entry) { return entry.name == name.toUtf8(); });
    if (found == entries.end() || found->directory)
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
        entries.erase(found);
    }
    return {};
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
    if (request.ownUser && !settled.refused)
        settled.refused = unreadable(settled.collected);
    if (request.lists)
        settled.outputs = listOutputs(request.folder, settled.collected, request.format);
    return settled;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/enginefolders.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<void> checkEngineFolders(const JobDocument &job, const Endpoint &endpoint)
{
    const QString asked = u"run the job %1"_s.arg(job.name());
    if (endpoint.scheme != Endpoint::Scheme::Unix) {
        if (job.input().transfer != JobInput::Transfer::Bind)
            return {};
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"it wants its data folder bound, but the engine %1 is on another machine"_s.arg(endpoint.toString()),
                                u"Set input.transfer to \"copy\", or use an engine of this machine."_s));
    }
    const auto mounts = job.extra().mounts;
    for (const JobMount &mount : mounts) {
        const bool isVolume = !mount.source.contains(u'/');
        if (!isVolume && !QFileInfo::exists(mount.source))
            return fail(Error::make(Error::Kind::NotFound, asked, u"it mounts %1, which does not exist"_s.arg(mount.source),
                                    u"Make that folder, or take it out of extra.mounts; its path is relative to the job file."_s));
    }
    return {};
}

} // namespace longshore

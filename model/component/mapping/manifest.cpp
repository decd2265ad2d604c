// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/manifest.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

Result<Json> readManifest(const QByteArray &bytes, const QString &format, const QString &name)
{
    const QString asked = u"read %1 as %2"_s.arg(name, format);
    if (bytes.size() > largestManifest)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 16 MiB"_s));
    if (format != "json"_L1) {
        return fail(Error::make(Error::Kind::BadInput, asked, u"this format of manifests is not known"_s,
                                u"Set `configuration_format` of the component to json."_s));
    }
    return scanJson(bytes, asked);
}

} // namespace longshore

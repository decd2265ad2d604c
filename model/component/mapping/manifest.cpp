// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/manifest.h"

#include "model/json/json.h"
#include "model/json/yaml.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

Result<Json> readManifest(const QByteArray &bytes, const QString &format, const QString &name)
{
    const QString asked = u"read %1 as %2"_s.arg(name, format);
    if (bytes.size() > largestManifest)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 16 MiB"_s));
    if (format == "yaml"_L1)
        return readYaml(bytes, asked);
    return scanJson(bytes, asked);
}

} // namespace longshore

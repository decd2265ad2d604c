// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/system.h"

#include "dockerclient/types/jsonread.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonread;

std::optional<ApiVersion> ApiVersion::parse(const QString &text)
{
    static const QRegularExpression shape(QRegularExpression::anchoredPattern(u"(\\d{1,4})\\.(\\d{1,4})"_s));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return ApiVersion{match.capturedView(1).toInt(), match.capturedView(2).toInt()};
}

QString ApiVersion::toString() const
{
    return u"%1.%2"_s.arg(major).arg(minor);
}

EngineVersion EngineVersion::fromJson(const nlohmann::json &json)
{
    EngineVersion version;
    version.version = text(json, "Version");
    version.apiVersion = ApiVersion::parse(text(json, "ApiVersion")).value_or(ApiVersion{});
    version.minApiVersion = ApiVersion::parse(text(json, "MinAPIVersion")).value_or(ApiVersion{});
    version.os = text(json, "Os");
    version.arch = text(json, "Arch");
    version.kernel = text(json, "KernelVersion");
    return version;
}

EngineInfo EngineInfo::fromJson(const nlohmann::json &json)
{
    EngineInfo info;
    info.id = text(json, "ID");
    info.name = text(json, "Name");
    info.serverVersion = text(json, "ServerVersion");
    info.operatingSystem = text(json, "OperatingSystem");
    info.osType = text(json, "OSType");
    info.architecture = text(json, "Architecture");
    info.cpus = smallInteger(json, "NCPU");
    info.memory = integer(json, "MemTotal");
    info.storageDriver = text(json, "Driver");
    info.loggingDriver = text(json, "LoggingDriver");
    info.cgroupVersion = text(json, "CgroupVersion");
    info.securityOptions = texts(json, "SecurityOptions");
    info.rootless = info.securityOptions.contains("name=rootless"_L1);
    info.memoryLimit = flag(json, "MemoryLimit");
    info.swapLimit = flag(json, "SwapLimit");
    info.cpuQuota = flag(json, "CpuCfsQuota");
    info.warnings = texts(json, "Warnings");
    return info;
}

EngineEvent EngineEvent::fromJson(const nlohmann::json &json)
{
    EngineEvent event;
    event.type = text(json, "Type");
    event.action = text(json, "Action").section(u':', 0, 0).trimmed();
    const nlohmann::json &actor = member(json, "Actor");
    event.actorId = text(actor, "ID");
    event.attributes = textMap(actor, "Attributes");
    event.timeNano = integer(json, "timeNano");
    return event;
}

} // namespace longshore

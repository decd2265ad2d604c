// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/candidates.h"

#include "model/json/json.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;
using Origin = EngineCandidate::Origin;

namespace
{

/// Far above what docker writes, far below what would hurt (A54).
constexpr qint64 largestConfig = 1 << 20;

EngineCandidate fromText(Origin origin, const QString &text)
{
    EngineCandidate candidate;
    candidate.origin = origin;
    candidate.text = text.trimmed();
    candidate.decisive = origin == Origin::Requested || origin == Origin::DockerHost;
    if (auto endpoint = Endpoint::parse(candidate.text))
        candidate.endpoint = *endpoint;
    else
        candidate.problem = endpoint.error();
    return candidate;
}

EngineCandidate usual(Origin origin, const QString &path)
{
    EngineCandidate candidate;
    candidate.origin = origin;
    candidate.endpoint = Endpoint::unixSocket(path);
    candidate.text = candidate.endpoint->toString();
    return candidate;
}

Result<Json> readConfig(const QString &path)
{
    const QString asked = u"read the docker configuration %1"_s.arg(path);
    QFile file(path);
    // A FIFO or a device must not even be opened.
    if (!QFileInfo(path).isFile())
        return fail(Error::make(Error::Kind::NotFound, asked, u"it is no regular file"_s));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::PermissionDenied, asked, file.errorString()));
    const QByteArray text = file.read(largestConfig + 1);
    if (text.size() > largestConfig)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 1 MiB"_s));
    return scanJson(text, asked);
}

QString textAt(const Json &json, std::initializer_list<const char *> keys)
{
    const Json *node = &json;
    for (const char *key : keys) {
        if (!node->is_object() || !node->contains(key))
            return {};
        node = &(*node)[key];
    }
    return node->is_string() ? toQString(*node) : QString();
}

EngineCandidate brokenContext(const QString &name, Error error)
{
    EngineCandidate candidate;
    candidate.origin = Origin::DockerContext;
    candidate.contextName = name;
    if (error.advice.isEmpty())
        error.advice = u"Look at it with \"docker context ls\", or name an engine with --engine."_s;
    candidate.problem = std::move(error);
    return candidate;
}

EngineCandidate namedContext(const QString &configDir, const QString &name)
{
    static const QRegularExpression grammar(u"^[a-zA-Z0-9][a-zA-Z0-9_.+-]*$"_s);
    const QString asked = u"use the docker context \"%1\""_s.arg(name.left(100));
    if (!grammar.match(name).hasMatch())
        return brokenContext(name.left(100), Error::make(Error::Kind::BadInput, asked, u"that is no context name"_s));
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString path = u"%1/contexts/meta/%2/meta.json"_s.arg(configDir, QString::fromLatin1(hash));
    auto meta = readConfig(path);
    if (!meta)
        return brokenContext(name, meta.error());
    const QString host = textAt(*meta, {"Endpoints", "docker", "Host"});
    if (host.isEmpty())
        return brokenContext(name, Error::make(Error::Kind::BadInput, asked, u"it names no docker endpoint"_s));
    EngineCandidate candidate = fromText(Origin::DockerContext, host);
    candidate.contextName = name;
    return candidate;
}

/// None for "default", which means DOCKER_HOST or the usual place.
std::optional<EngineCandidate> currentContext(const EngineEnvironment &environment)
{
    QString name = environment.variables.value(u"DOCKER_CONTEXT"_s).trimmed();
    if (environment.dockerConfigDir.isEmpty())
        return {};
    if (name.isEmpty()) {
        const QString path = environment.dockerConfigDir + u"/config.json"_s;
        if (!QFileInfo::exists(path))
            return {};
        auto config = readConfig(path);
        if (!config)
            return brokenContext({}, config.error());
        name = textAt(*config, {"currentContext"});
    }
    if (name.isEmpty() || name == u"default"_s)
        return {};
    return namedContext(environment.dockerConfigDir, name);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("EngineCandidate", text);
}

} // namespace

EngineEnvironment EngineEnvironment::fromSystem(const QString &requested, const QString &savedChoice)
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    EngineEnvironment environment;
    for (const QString &name : {u"DOCKER_HOST"_s, u"DOCKER_CONTEXT"_s})
        if (const QString value = system.value(name).trimmed(); !value.isEmpty())
            environment.variables.insert(name, value);
    environment.requested = requested;
    environment.savedChoice = savedChoice;
    environment.dockerConfigDir = system.value(u"DOCKER_CONFIG"_s, QDir::home().filePath(u".docker"_s));
    environment.runtimeDir = system.value(u"XDG_RUNTIME_DIR"_s);
    if (environment.runtimeDir.isEmpty()) {
        const QString usualDir = u"/run/user/%1"_s.arg(::getuid());
        if (QFileInfo(usualDir).isDir())
            environment.runtimeDir = usualDir;
    }
    return environment;
}

QString EngineCandidate::originText() const
{
    switch (origin) {
    case Origin::Requested: return u"--engine"_s;
    case Origin::DockerHost: return u"DOCKER_HOST"_s;
    case Origin::Saved: return translated("saved choice");
    case Origin::DockerContext:
        return contextName.isEmpty() ? translated("current docker context")
                                     : translated("docker context %1").arg(contextName);
    case Origin::UsualDocker: return translated("usual place of docker");
    case Origin::UsualRootlessDocker: return translated("usual place of rootless docker");
    case Origin::UsualPodman: return translated("usual place of podman");
    case Origin::OwnPodman: return translated("started by Longshore");
    }
    return {};
}

QList<EngineCandidate> engineCandidates(const EngineEnvironment &environment)
{
    QList<EngineCandidate> found;
    const auto add = [&found](const EngineCandidate &candidate) {
        const bool known = candidate.endpoint
                           && std::any_of(found.cbegin(), found.cend(), [&](const EngineCandidate &other) {
                                  return other.endpoint == candidate.endpoint;
                              });
        if (!known)
            found << candidate;
    };
    if (!environment.requested.trimmed().isEmpty())
        add(fromText(Origin::Requested, environment.requested));
    if (const QString host = environment.variables.value(u"DOCKER_HOST"_s).trimmed(); !host.isEmpty()) {
        add(fromText(Origin::DockerHost, host));
    } else {
        EngineCandidate unset;
        unset.origin = Origin::DockerHost;
        add(unset);
    }
    if (!environment.savedChoice.trimmed().isEmpty())
        add(fromText(Origin::Saved, environment.savedChoice));
    if (const auto context = currentContext(environment))
        add(*context);
    const QString &root = environment.systemRoot;
    add(usual(Origin::UsualDocker, root + u"/var/run/docker.sock"_s));
    if (!environment.runtimeDir.isEmpty()) {
        add(usual(Origin::UsualRootlessDocker, environment.runtimeDir + u"/docker.sock"_s));
        add(usual(Origin::UsualPodman, environment.runtimeDir + u"/podman/podman.sock"_s));
    }
    add(usual(Origin::UsualPodman, root + u"/run/podman/podman.sock"_s));
    return found;
}

} // namespace longshore

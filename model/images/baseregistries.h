// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>
#include <functional>

class QObject;

namespace longshore
{

class RegistryAuth;
struct BuildRequest;

/// The registries that a build of this Dockerfile with these build arguments pulls from, each once: those of FROM,
/// COPY --from, RUN --mount=from and the syntax directive, without the stages of its own and what only an argument
/// without a value knows. Pure; any thread.
QStringList baseRegistries(const QString &dockerfile, const QMap<QString, QString> &arguments = {});

/// The value of X-Registry-Config for a build: the logins that its base images need and no others; empty when there
/// are none. Reads the Dockerfile, which blocks on a small file; `found` is called once, later, on the context's thread.
void findBuildConfig(RegistryAuth &auth, const BuildRequest &request, QObject *context, const std::function<void(const QByteArray &)> &found);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace longshore
{

/// The registries that a Dockerfile's base images come from, each once: those of FROM and of COPY --from, without the
/// stages of its own and what only a build argument without default knows. For RegistryAuth::buildConfig: a build gets
/// the logins it needs and no others.
QStringList baseRegistries(const QByteArray &dockerfile);

} // namespace longshore

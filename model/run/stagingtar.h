// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/tarstream.h"

#include <QHash>

namespace longshore
{

/// What a stage's `/data` is made from.
struct Staging {
    QString format = QStringLiteral("json"); ///< `configuration_format`: names and spelling of the two files below (C13)
    QByteArray config;   ///< JSON: config.json in the clear
    QByteArray state;    ///< JSON: in/state.json; empty = keep the data folder's own, else `{}`
    bool withState = true; ///< false: a processor, which has none (S1)
    QString dataFolder;  ///< laid over /data, except config.*, out/ and artifacts/; may be empty
    QString artifacts;   ///< a folder of fetched artifacts, laid over /data/artifacts/in (§7.5); empty = none
    QString handedOver;  ///< not empty: the `out` of the stage before becomes `in`, and nothing else does (Q2)
    QHash<QByteArray, QByteArray> handedNames; ///< of it: how it is stored -> what the component called it
    int uid = 0; ///< owner of all: the user of the container (F2)
    int gid = 0;
    bool anyUser = false; ///< the container's user is not known here: make /data writable, config.json readable for all
};

/// What `stagingTar` is made of.
std::vector<TarPart> stagingParts(const Staging &staging);

/// The tar of `/data` and `/tmp` (contract §1.1), to be sent to `/` of a container that never started (M4, X1).
std::unique_ptr<TarStream> stagingTar(const Staging &staging);

/// The tar of a build context: `folder` without what its `.dockerignore` leaves out (see DockerIgnore), owned by root.
std::unique_ptr<TarStream> buildContextTar(const QString &folder, const QString &dockerfile);

} // namespace longshore

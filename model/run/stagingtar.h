// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/tarstream.h"

#include <QMap>

namespace longshore
{

/// What a stage's `/data` is made from.
struct Staging {
    QByteArray config;   ///< config.json in the clear
    QByteArray state;    ///< in/state.json; empty = keep the data folder's own, else `{}`
    QString dataFolder;  ///< laid over /data, except config.*, out/ and artifacts/; may be empty
    QMap<QByteArray, QString> files; ///< path below /data -> absolute file
    int uid = 0; ///< owner of all: the user of the container (F2)
    int gid = 0;
    bool anyUser = false; ///< the container's user is not known here: make /data writable, config.json readable for all
};

/// The tar of `/data` and `/tmp` (contract §1.1), to be sent to `/` of a container that never started (M4, X1).
std::unique_ptr<TarStream> stagingTar(const Staging &staging);

/// The tar of a build context: all of `folder`, owned by root.
std::unique_ptr<TarStream> buildContextTar(const QString &folder);

} // namespace longshore

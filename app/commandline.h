// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/importarguments.h"
#include "app/commands/secretarguments.h"
#include "app/commands/storagearguments.h"
#include "dockerclient/result.h"

#include <QStringList>

namespace longshore
{

/// What the user typed, checked for form but not yet for sense.
struct CommandLine {
    enum class Command { Window, Run, Images, Inspect, Runs, Log, Check, Test, Storage, Secret, Import, Encrypt, Help, Version };

    Command command = Command::Window;
    QString engine;       ///< --engine, as typed
    int passphraseFd = -1; ///< --passphrase-fd; -1 = not given
    QString keyFile;      ///< --key-file, absolute; empty = not given
    QString store;        ///< --store, absolute; empty = the default
    bool json = false;    ///< --json: one object per line on stdout, nothing else
    QString subject;      ///< JOB, REF, RUN or DIR, as typed
    QString dataFolder;   ///< run --data, absolute
    QString row;          ///< run --row
    QString tag;          ///< run --tag
    QString action;       ///< run --action; empty = run
    QStringList secrets;  ///< run, test, check, encrypt --secret KEY=@FILE or KEY=fd:N
    bool debug = false;   ///< run --debug
    bool watch = false;   ///< run --watch
    QString matrix;       ///< run --matrix, as typed; empty = one run
    QString logStream;    ///< log --stream stdout|stderr; empty = both
    QString image;        ///< test --image
    QStringList cases;    ///< test --case; empty = all
    QString junitFile;    ///< test --junit, absolute; empty = none
    int jobs = 0;         ///< test -j; 0 = not given
    int logStage = -1;    ///< log --stage N; -1 = all
    bool logAsPlatform = false; ///< log --platform
    StorageArguments storage;
    SecretArguments secret;
    ImportArguments import;
    QString text;         ///< Help and Version: what to print

    /// `arguments` includes the program's name. A wrong option, a missing or surplus argument is BadInput and the
    /// sentence names it.
    static Result<CommandLine> parse(const QStringList &arguments);
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QStringList>

class QCommandLineOption;
class QCommandLineParser;

namespace longshore
{

/// What was typed behind `longshore import`.
struct ImportArguments {
    enum class Source { DockerRun, Env, Config, Folder, Zip, Container };

    Source source = Source::Config;
    QString what; ///< the docker run line as one text; a path, absolute; a container's name or id
    QString out;  ///< --out, absolute; empty = stdout
};

QList<QCommandLineOption> importOptions();

/// What help says of the words behind `import`.
QString importUsage();

/// `words` are the positional arguments behind `import`. BadInput names what is wrong.
Result<ImportArguments> readImportArguments(const QCommandLineParser &parser, const QStringList &words);

/// The same arguments, with what stands behind `import docker-run` kept from being read as our own options.
QStringList withForeignLineApart(const QStringList &arguments);

} // namespace longshore

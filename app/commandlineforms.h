// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

class QCommandLineParser;

namespace longshore
{

/// How a command is written.
struct CommandForm {
    CommandLine::Command command;
    QString name;
    QString argument; ///< name of its one positional argument, empty = none, or read elsewhere
    QString help;
};

/// Null when there is none of this name.
const CommandForm *formNamed(const QString &name);

/// The first word that is not an option or an option's value; the common options may stand before it.
QString commandWord(const QStringList &arguments);

/// Those that every command takes, and those of one command.
void addCommonOptions(QCommandLineParser &parser);
void addOwnOptions(QCommandLineParser &parser, CommandLine::Command command);

/// What --help prints; null: of the program.
QString helpText(const CommandForm *form);

} // namespace longshore

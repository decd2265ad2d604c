// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace longshore
{

/// One instruction of a Dockerfile: comments dropped, continued lines joined.
struct DockerfileInstruction {
    int line = 0;      ///< where it begins, from 1
    QString name;      ///< upper case
    QString arguments; ///< as written

    bool operator==(const DockerfileInstruction &) const = default;
};

/// The value of a parser directive (`# escape=...`, `# syntax=...` in the first lines); empty when there is none.
QString dockerfileDirective(const QString &text, const QString &name);
/// What joins lines and takes the meaning from quotes and `$`: backslash, or backtick where a directive says so.
QChar dockerfileEscape(const QString &text);
/// The words of an instruction, with their quotes.
QStringList dockerfileWords(const QString &arguments, QChar escape);

/// The instructions in order; text of here-documents belongs to theirs. Tolerant: never fails. Pure; any thread.
QList<DockerfileInstruction> dockerfileInstructions(const QString &text);

/// What a build of a Dockerfile can be asked for.
struct DockerfileFacts {
    struct Argument {
        QString name;
        QString preset; ///< without it: empty

        bool operator==(const Argument &) const = default;
    };
    QStringList stages;         ///< those with a name
    QList<Argument> arguments; ///< of ARG, each name once

    bool operator==(const DockerfileFacts &) const = default;
    static DockerfileFacts of(const QString &text);
};

/// The line (from 1) of a Dockerfile where the instruction begins that a builder names in one line: `RUN a &&  b` is found
/// where it is spread over several. 0 when there is none like it.
int dockerfileLine(const QString &text, const QString &instruction);

/// The text of a Dockerfile, its first MiB; empty when it cannot be read. Blocks on a small file.
QString readDockerfile(const QString &path);

} // namespace longshore

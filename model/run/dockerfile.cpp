// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dockerfile.h"

#include <QFile>
#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largest = 1 << 20;

/// The words that end the here-documents which `instruction` begins.
QStringList hereDocuments(const QString &name, const QString &arguments)
{
    static const QRegularExpression begin(u"<<-?[\"']?([A-Za-z_][A-Za-z0-9_]*)"_s);
    QStringList ends;
    if (name == "RUN"_L1 || name == "COPY"_L1 || name == "ADD"_L1) {
        for (auto match = begin.globalMatch(arguments); match.hasNext();)
            ends.append(match.next().captured(1));
    }
    return ends;
}

} // namespace

QList<DockerfileInstruction> dockerfileInstructions(const QString &text)
{
    QList<DockerfileInstruction> list;
    QString current;
    QStringList ends;
    int number = 0;
    int began = 0;
    for (const QString &raw : text.split(u'\n')) {
        ++number;
        QString line = raw.trimmed();
        if (!ends.isEmpty()) {
            if (line == ends.constFirst())
                ends.removeFirst();
            continue;
        }
        if (line.startsWith(u'#') || line.isEmpty())
            continue;
        if (current.isEmpty())
            began = number;
        const bool goesOn = line.endsWith(u'\\');
        if (goesOn)
            line.chop(1);
        current += line + u' ';
        if (goesOn)
            continue;
        const QString whole = current.trimmed();
        const DockerfileInstruction instruction{began, whole.section(u' ', 0, 0).toUpper(), whole.section(u' ', 1).trimmed()};
        ends = hereDocuments(instruction.name, instruction.arguments);
        list.append(instruction);
        current.clear();
    }
    return list;
}

DockerfileFacts DockerfileFacts::of(const QString &text)
{
    static const QRegularExpression stage(u"\\s+AS\\s+(\\S+)\\s*$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression argument(u"([A-Za-z_][A-Za-z0-9_]*)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?"_s);
    DockerfileFacts facts;
    QStringList names;
    for (const DockerfileInstruction &each : dockerfileInstructions(text)) {
        if (each.name == "FROM"_L1) {
            if (const auto match = stage.match(each.arguments); match.hasMatch())
                facts.stages.append(match.captured(1));
        } else if (each.name == "ARG"_L1) {
            for (auto found = argument.globalMatch(each.arguments); found.hasNext();) {
                const QRegularExpressionMatch match = found.next();
                QString preset = match.captured(2);
                if (preset.size() > 1 && (preset.startsWith(u'"') || preset.startsWith(u'\'')))
                    preset = preset.mid(1, preset.size() - 2);
                if (!names.contains(match.captured(1)))
                    facts.arguments.append({match.captured(1), preset});
                names.append(match.captured(1));
            }
        }
    }
    return facts;
}

/// Builders differ in white space, so words are compared.
int dockerfileLine(const QString &text, const QString &instruction)
{
    const QString wanted = instruction.simplified();
    for (const DockerfileInstruction &each : dockerfileInstructions(text)) {
        const QString written = (each.name + u' ' + each.arguments).simplified();
        if (!wanted.isEmpty() && written.compare(wanted, Qt::CaseInsensitive) == 0)
            return each.line;
    }
    return 0;
}

QString readDockerfile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(largest)) : QString();
}

} // namespace longshore

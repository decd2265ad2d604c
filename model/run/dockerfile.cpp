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

/// What ends a here-document.
struct HereEnd {
    QString word;
    bool hasTabs = false; ///< `<<-`: tabs before it do not count

    bool isAt(const QString &line) const
    {
        qsizetype start = 0;
        while (hasTabs && start < line.size() && line[start] == u'\t')
            ++start;
        return QStringView(line).mid(start) == word;
    }
};

QString unquoted(const QString &text)
{
    const bool isQuoted = text.size() > 1 && (text.startsWith(u'"') || text.startsWith(u'\'')) && text.endsWith(text[0]);
    return isQuoted ? text.mid(1, text.size() - 2) : text;
}

/// The ends of the here-documents that this instruction begins.
QList<HereEnd> hereDocuments(const DockerfileInstruction &instruction, QChar escape)
{
    static const QRegularExpression begin(u"\\A\\d*<<(-?)([^<]+)\\z"_s);
    QList<HereEnd> ends;
    if (instruction.name != "RUN"_L1 && instruction.name != "COPY"_L1 && instruction.name != "ADD"_L1)
        return ends;
    for (const QString &word : dockerfileWords(instruction.arguments, escape)) {
        if (const auto match = begin.match(word); match.hasMatch())
            ends.append({unquoted(match.captured(2)), !match.captured(1).isEmpty()});
    }
    return ends;
}

DockerfileInstruction instructionOf(const QString &text, int line)
{
    static const QRegularExpression blank(u"\\s"_s);
    const qsizetype end = text.indexOf(blank);
    return {line, (end < 0 ? text : text.left(end)).toUpper(), end < 0 ? QString() : text.mid(end).trimmed()};
}

/// Whether the line goes on in the next one: two escape characters are one that is meant.
bool isContinued(const QString &line, QChar escape)
{
    return line.endsWith(escape) && (line.size() < 2 || line[line.size() - 2] != escape);
}

} // namespace

QString dockerfileDirective(const QString &text, const QString &name)
{
    static const QRegularExpression directive(u"\\A\\s*#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(\\S.*)\\z"_s);
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf(u'\n', start);
        const auto match = directive.match(text.mid(start, end < 0 ? -1 : end - start).trimmed());
        if (!match.hasMatch())
            break; // from here on they are comments
        if (match.captured(1).compare(name, Qt::CaseInsensitive) == 0)
            return match.captured(2);
        start = end < 0 ? text.size() : end + 1;
    }
    return {};
}

QChar dockerfileEscape(const QString &text)
{
    return dockerfileDirective(text, u"escape"_s) == "`"_L1 ? u'`' : u'\\';
}

QStringList dockerfileWords(const QString &arguments, QChar escape)
{
    QStringList words;
    QString word;
    QChar quote;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QChar c = arguments[i];
        if (quote.isNull() && c.isSpace()) {
            words.append(word);
            word.clear();
            continue;
        }
        word += c;
        if (c == escape && quote != u'\'' && i + 1 < arguments.size())
            word += arguments[++i];
        else if (c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == u'"' || c == u'\''))
            quote = c;
    }
    words.append(word);
    words.removeAll(QString());
    return words;
}

QList<DockerfileInstruction> dockerfileInstructions(const QString &text)
{
    const QChar escape = dockerfileEscape(text);
    QList<DockerfileInstruction> list;
    QString current;
    QList<HereEnd> ends;
    int number = 0;
    int began = 0;
    const auto add = [&] {
        const DockerfileInstruction instruction = instructionOf(current.trimmed(), began);
        current.clear();
        ends = hereDocuments(instruction, escape);
        if (!instruction.name.isEmpty())
            list.append(instruction);
    };
    for (QString line : text.split(u'\n')) {
        ++number;
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (!ends.isEmpty()) {
            if (ends.constFirst().isAt(line))
                ends.removeFirst();
            continue;
        }
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'#') || trimmed.isEmpty())
            continue;
        if (current.isEmpty())
            began = number;
        if (isContinued(trimmed, escape)) {
            // Blanks at the begin of the next line are those between words.
            current += line.left(line.lastIndexOf(escape));
            continue;
        }
        current += line;
        add();
    }
    if (!current.isEmpty())
        add();
    return list;
}

DockerfileFacts DockerfileFacts::of(const QString &text)
{
    static const QRegularExpression stage(u"\\s+AS\\s+(\\S+)\\s*$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression argument(u"\\A([A-Za-z_][A-Za-z0-9_]*)(?:=(.*))?\\z"_s, QRegularExpression::DotMatchesEverythingOption);
    const QChar escape = dockerfileEscape(text);
    DockerfileFacts facts;
    QStringList names;
    for (const DockerfileInstruction &each : dockerfileInstructions(text)) {
        if (each.name == "FROM"_L1) {
            if (const auto match = stage.match(each.arguments); match.hasMatch())
                facts.stages.append(match.captured(1));
        } else if (each.name == "ARG"_L1) {
            for (const QString &word : dockerfileWords(each.arguments, escape)) {
                const QRegularExpressionMatch match = argument.match(word);
                if (!match.hasMatch() || names.contains(match.captured(1)))
                    continue;
                facts.arguments.append({match.captured(1), unquoted(match.captured(2))});
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

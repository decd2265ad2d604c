// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/baseregistries.h"

#include "model/images/buildrequest.h"
#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/run/dockerfile.h"

#include <QRegularExpression>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Reads the instructions in order, as a builder does.
class BaseImages
{
public:
    BaseImages(QChar escape, const QMap<QString, QString> &arguments) : m_escape(escape), m_arguments(arguments) {}

    void read(const DockerfileInstruction &instruction)
    {
        const QStringList words = dockerfileWords(instruction.arguments, m_escape);
        if (instruction.name == "FROM"_L1)
            readFrom(words);
        else if (instruction.name == "ARG"_L1 && !m_isInStage) // FROM knows no others
            readArguments(words);
        else if (instruction.name == "COPY"_L1)
            readFlags(words, u"--from="_s);
        else if (instruction.name == "RUN"_L1)
            readFlags(words, u"--mount="_s);
    }
    void take(const QString &name)
    {
        bool isNumber = false;
        (void)name.toInt(&isNumber); // a stage by its place
        if (isNumber || m_stages.contains(name.toLower()))
            return;
        const Result<Reference> reference = Reference::parse(name);
        if (reference && !registries.contains(reference->registry))
            registries.append(reference->registry);
    }

    QStringList registries;

private:
    void readArguments(const QStringList &words)
    {
        for (const QString &word : words) {
            const qsizetype equals = word.indexOf(u'=');
            const QString name = word.left(equals < 0 ? word.size() : equals);
            if (const auto given = m_arguments.constFind(name); given != m_arguments.constEnd())
                m_values.insert(name, *given);
            else if (equals > 0)
                m_values.insert(name, expanded(word.mid(equals + 1)));
        }
    }
    void readFrom(QStringList words)
    {
        m_isInStage = true;
        while (!words.isEmpty() && words.constFirst().startsWith("--"_L1))
            words.removeFirst();
        if (words.isEmpty())
            return;
        take(expanded(words.constFirst()));
        if (words.size() > 2 && words[1].compare("AS"_L1, Qt::CaseInsensitive) == 0)
            m_stages.insert(words[2].toLower());
    }
    /// `--from=IMAGE`, `--mount=type=bind,from=IMAGE,target=/x`.
    void readFlags(const QStringList &words, const QString &flag)
    {
        for (const QString &word : words) {
            if (!word.startsWith("--"_L1))
                return;
            if (!word.startsWith(flag))
                continue;
            for (const QString &part : expanded(word.mid(2)).section(u'=', flag == "--mount="_L1 ? 1 : 0).split(u',')) {
                if (part.startsWith("from="_L1))
                    take(part.mid(5));
            }
        }
    }
    /// Without quotes, with the values of `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}`; nothing is looked at twice.
    QString expanded(const QString &word) const
    {
        static const QRegularExpression variable(
            u"\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?)([-+?])((?:[^{}]++|\\{[^{}]*\\})*+))?\\})"_s);
        QString text;
        QChar quote;
        for (qsizetype i = 0; i < word.size(); ++i) {
            const QChar c = word[i];
            if (c == m_escape && quote != u'\'' && i + 1 < word.size()) {
                text += word[++i];
            } else if (c == quote) {
                quote = QChar();
            } else if (quote.isNull() && (c == u'"' || c == u'\'')) {
                quote = c;
            } else if (c == u'$' && quote != u'\'') {
                const auto match = variable.match(word, i, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
                text += match.hasMatch() ? valueOf(match) : QString(c);
                i += qMax<qsizetype>(0, match.capturedLength() - 1);
            } else {
                text += c;
            }
        }
        return text;
    }
    QString valueOf(const QRegularExpressionMatch &match) const
    {
        const QString name = match.captured(1) + match.captured(2);
        const QString value = m_values.value(name);
        const bool isSet = match.captured(3).isEmpty() ? m_values.contains(name) : !value.isEmpty();
        if (match.captured(4) == "-"_L1)
            return isSet ? value : expanded(match.captured(5));
        if (match.captured(4) == "+"_L1)
            return isSet ? expanded(match.captured(5)) : QString();
        return value;
    }

    QChar m_escape;
    const QMap<QString, QString> &m_arguments;
    QHash<QString, QString> m_values; ///< of ARG before the first FROM
    QSet<QString> m_stages{u"scratch"_s};
    bool m_isInStage = false;
};

} // namespace

QStringList baseRegistries(const QString &dockerfile, const QMap<QString, QString> &arguments)
{
    BaseImages images(dockerfileEscape(dockerfile), arguments);
    if (const QString frontend = dockerfileDirective(dockerfile, u"syntax"_s); !frontend.isEmpty())
        images.take(frontend.section(u' ', 0, 0));
    for (const DockerfileInstruction &instruction : dockerfileInstructions(dockerfile))
        images.read(instruction);
    return images.registries;
}

void findBuildConfig(RegistryAuth &auth, const BuildRequest &request, QObject *context, const std::function<void(const QByteArray &)> &found)
{
    auth.buildConfig(baseRegistries(readDockerfile(request.dockerfilePath()), request.arguments), context, found);
}

} // namespace longshore

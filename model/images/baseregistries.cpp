// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/baseregistries.h"

#include "model/images/reference.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// `$NAME`, `${NAME}`, `${NAME:-default}` by the defaults of ARG.
QString substituted(QString text, const QHash<QString, QString> &arguments)
{
    static const QRegularExpression variable(u"\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\\}|([A-Za-z_][A-Za-z0-9_]*))"_s);
    for (QRegularExpressionMatch match = variable.match(text); match.hasMatch(); match = variable.match(text, match.capturedStart())) {
        const QString name = match.captured(1) + match.captured(3);
        const QString value = arguments.value(name, match.captured(2)).remove(u'$'); // nothing is looked at twice
        text.replace(match.capturedStart(), match.capturedLength(), value);
    }
    return text;
}

} // namespace

QStringList baseRegistries(const QByteArray &dockerfile)
{
    static const QRegularExpression continuation(u"\\\\[ \\t]*\\r?\\n"_s);
    static const QRegularExpression argument(u"^\\s*ARG\\s+([A-Za-z_][A-Za-z0-9_]*)=[\"']?([^\"'\\s]*)"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression from(u"^\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression copy(u"^\\s*COPY\\s+(?:--\\S+\\s+)*?--from=(\\S+)"_s, QRegularExpression::CaseInsensitiveOption);
    QHash<QString, QString> arguments;
    QSet<QString> stages{u"scratch"_s};
    QStringList registries;
    const auto take = [&](const QString &written) {
        const QString name = substituted(written, arguments);
        if (stages.contains(name.toLower()))
            return;
        const Result<Reference> reference = Reference::parse(name);
        if (reference && !registries.contains(reference->registry))
            registries.append(reference->registry);
    };
    const QStringList lines = QString::fromUtf8(dockerfile).replace(continuation, u" "_s).split(u'\n');
    for (const QString &line : lines) {
        if (const auto given = argument.match(line); given.hasMatch())
            arguments.insert(given.captured(1), given.captured(2));
        if (const auto base = from.match(line); base.hasMatch()) {
            take(base.captured(1));
            if (!base.captured(2).isEmpty())
                stages.insert(base.captured(2).toLower());
        }
        if (const auto source = copy.match(line); source.hasMatch()) {
            bool isNumber = false;
            (void)source.captured(1).toInt(&isNumber); // a stage by its place
            if (!isNumber)
                take(source.captured(1));
        }
    }
    return registries;
}

} // namespace longshore

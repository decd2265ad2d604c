// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/instructiontext.h"

#include "model/component/secrets.h"
#include "model/secretnames.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestText = 16'384; ///< of a whole script within one step

/// `/bin/bash -euxo pipefail -c `, `powershell -Command `, `cmd /S /C `: what runs a line.
const auto shell = u"(?:\\S*/)?(?:(?:ba|da|a|z|k|c|tc|fi|pw)?sh|powershell|cmd)(?:\\.exe)? (?:-\\w*o \\w+ |[-/]\\w+ )*?(?:-\\w*c|-[Cc]ommand|/C) "_s;

QString withoutShell(QString text)
{
    // `|1 WHO=hello world /bin/sh -c `: values are not quoted, so what comes before a shell belongs to them.
    static const QRegularExpression arguments(u"^(?:RUN )?\\|\\d+ (?:(?:|.*? )(?="_s + shell + u")|(?:[^ =]+=\\S* )*)"_s);
    static const QRegularExpression started(u"^(?:RUN )?"_s + shell + u"(#\\(nop\\) ?)?"_s);
    text.replace(arguments, u"RUN "_s);
    const QRegularExpressionMatch match = started.match(text);
    if (!match.hasMatch())
        return text;
    return (match.hasCaptured(1) ? QString() : u"RUN "_s) + text.mid(match.capturedLength());
}

/// How values are written: where each begins, and what it takes.
struct Notation {
    QRegularExpression name;
    QRegularExpression value;
};

/// Of ENV, LABEL and ARG. Builders note values without their quotes, so one reaches up to the next name.
const Notation &declarations()
{
    static const Notation notation{QRegularExpression(u"(?<![\\w.-])[\\w.-]+=|(?<=^ENV )[^\\s=]+ |(?<=^LABEL )[^\\s=]+ "_s),
                                   QRegularExpression(u".*?(?= [\\w.-]+=[^=\\s]|$)"_s)};
    return notation;
}

/// Of commands: `NAME=value`, which `auth==1.0` is not, and `--name value`.
const Notation &commands()
{
    static const Notation notation{QRegularExpression(u"(?<![\\w.-])(?:[\\w.-]+=(?!=)|--[\\w-]+ (?!-))"_s),
                                   QRegularExpression(u"(?:\"(?:\\\\.|[^\"\\\\])*+(?:\"|$)|'[^']*+(?:'|$)|\\\\.|\\S)*+"_s)};
    return notation;
}

QString withoutSecretValues(const QString &text)
{
    static const QRegularExpression declares(u"^(?:ENV|LABEL|ARG) "_s);
    const Notation &notation = declares.match(text).hasMatch() ? declarations() : commands();
    QString shown;
    qsizetype done = 0;
    for (auto names = notation.name.globalMatch(text); names.hasNext();) {
        const QRegularExpressionMatch name = names.next();
        if (name.capturedStart() < done || !looksSecret(name.captured()))
            continue;
        const auto value = notation.value.match(text, name.capturedEnd(), QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        const qsizetype end = value.hasMatch() ? value.capturedEnd() : text.size(); // rather too much than a secret
        shown += QStringView(text).mid(done, name.capturedEnd() - done);
        if (end > name.capturedEnd())
            shown += QString::fromUtf8(maskDots);
        done = end;
    }
    return withoutUrlPasswords(shown.append(QStringView(text).mid(done)));
}

} // namespace

QString instructionText(const QString &createdBy)
{
    static const QRegularExpression digest(u"\\b(file|dir|multi):([0-9a-f]{12})[0-9a-f]{52}"_s);
    QString text = createdBy.simplified();
    if (constexpr auto mark = " # buildkit"_L1; text.endsWith(mark))
        text.chop(mark.size());
    if (text.size() > longestText)
        text = text.left(longestText) + u'…';
    text.replace(digest, u"\\1:\\2…"_s); // what comes behind it is what people look for
    return withoutSecretValues(withoutShell(text));
}

} // namespace longshore

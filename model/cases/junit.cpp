// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/caseresult.h"

#include <QXmlStreamWriter>

namespace longshore
{

using namespace Qt::StringLiterals;
using Outcome = CaseResult::Outcome;

namespace
{

/// XML 1.0 has no place for most control characters, not even escaped.
QString printed(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair) {
            clean += c;
            clean += text[++i];
        } else if (c.isSurrogate() || c.unicode() >= 0xfffe) {
            clean += QChar(QChar::ReplacementCharacter);
        } else if (c.unicode() < 0x20 && c != u'\n' && c != u'\t') {
            clean += QChar(0x2400 + c.unicode());
        } else if (c.unicode() >= 0x7f && c.unicode() < 0xa0) {
            clean += c.unicode() == 0x7f ? QChar(0x2421) : QChar(QChar::ReplacementCharacter);
        } else {
            clean += c;
        }
    }
    return clean;
}

QString seconds(qint64 milliseconds)
{
    return QString::number(double(milliseconds) / 1000, 'f', 3);
}

QString details(const CaseResult &result)
{
    QString text = result.reasons.join(u'\n') + u'\n';
    for (const FolderDifference &difference : result.differences) {
        text += u"\nout/%1: %2\n"_s.arg(difference.path, difference.message);
        if (!difference.diff.isEmpty())
            text += difference.diff + u'\n';
    }
    if (!result.message.isEmpty())
        text += u"\nThe component said:\n"_s + result.message + u'\n';
    if (!result.run.isEmpty())
        text += u"\nlongshore log %1\n"_s.arg(result.run);
    return text;
}

void writeCase(QXmlStreamWriter &xml, const QString &suite, const CaseResult &result)
{
    const qsizetype slash = result.name.lastIndexOf(u'/');
    QString group = suite;
    if (slash >= 0)
        group += u'.' + result.name.left(slash).replace(u'/', u'.');
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, printed(group));
    xml.writeAttribute(u"name"_s, printed(result.name.mid(slash + 1)));
    xml.writeAttribute(u"time"_s, seconds(result.durationMs));
    switch (result.outcome) {
    case Outcome::Passed:
        break;
    case Outcome::Skipped:
    case Outcome::Cancelled:
        xml.writeEmptyElement(u"skipped"_s);
        xml.writeAttribute(u"message"_s, printed(result.reasons.join(u"; "_s)));
        break;
    case Outcome::Failed:
    case Outcome::Broken:
        xml.writeStartElement(result.outcome == Outcome::Failed ? u"failure"_s : u"error"_s);
        xml.writeAttribute(u"message"_s, printed(result.reasons.join(u"; "_s)));
        xml.writeAttribute(u"type"_s, toString(result.outcome));
        xml.writeCharacters(printed(details(result)));
        xml.writeEndElement();
        break;
    }
    xml.writeEndElement();
}

} // namespace

QByteArray junitXml(const QString &suite, const QList<CaseResult> &results, qint64 durationMs, const QDateTime &started)
{
    const auto count = [&results](std::initializer_list<Outcome> wanted) {
        return QString::number(std::count_if(results.begin(), results.end(), [wanted](const CaseResult &result) {
            return std::find(wanted.begin(), wanted.end(), result.outcome) != wanted.end();
        }));
    };
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, printed(suite));
    xml.writeAttribute(u"tests"_s, QString::number(results.size()));
    xml.writeAttribute(u"failures"_s, count({Outcome::Failed}));
    xml.writeAttribute(u"errors"_s, count({Outcome::Broken}));
    xml.writeAttribute(u"skipped"_s, count({Outcome::Skipped, Outcome::Cancelled}));
    xml.writeAttribute(u"time"_s, seconds(durationMs));
    xml.writeAttribute(u"timestamp"_s, started.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss"_s));
    for (const CaseResult &result : results)
        writeCase(xml, suite, result);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace longshore

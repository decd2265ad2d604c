// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfields.h"

#include "model/logs/jsonfields.h"
#include "model/logs/levelscan.h"
#include "model/logs/loglevels.h"
#include "model/logs/visibletext.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

bool isKeyByte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '.' || c == '-' || c == '@' || c == '/';
}

/// Length of the key in front of a `=`; 0 when there is none.
qsizetype keyLength(QByteArrayView text)
{
    qsizetype length = 0;
    while (length < text.size() && isKeyByte(text[length]))
        ++length;
    return length < text.size() && text[length] == '=' ? length : 0;
}

LogField::Kind kindOf(const QString &value)
{
    bool isNumber = false;
    value.toDouble(&isNumber);
    if (isNumber)
        return LogField::Kind::Number;
    return value == "true"_L1 || value == "false"_L1 ? LogField::Kind::Boolean : LogField::Kind::Text;
}

/// What Go's loggers put between quotes.
QString unquoted(QByteArrayView raw)
{
    QString text = QString::fromUtf8(raw);
    for (qsizetype at = text.indexOf(u'\\'); at >= 0 && at + 1 < text.size(); at = text.indexOf(u'\\', at + 1)) {
        const QChar next = text[at + 1];
        if (next == u'"' || next == u'\\')
            text.remove(at, 1);
        else if (next == u'n' || next == u't')
            text.replace(at, 2, next == u'n' ? u'\n' : u'\t');
    }
    return text;
}

/// Nothing when the line does not begin with a pair.
QList<LogField> logfmtFields(QByteArrayView line)
{
    QList<LogField> fields;
    line = line.trimmed();
    if (keyLength(line) == 0)
        return fields;
    for (qsizetype at = 0; at < line.size() && fields.size() < LogFieldLimits::fields;) {
        const qsizetype key = keyLength(line.sliced(at));
        if (key == 0) { // no pair: to the next space
            while (at < line.size() && line[at] != ' ' && line[at] != '\t')
                ++at;
            ++at;
            continue;
        }
        const QString path = visibleLine(QString::fromUtf8(line.sliced(at, qMin(key, LogFieldLimits::pathLength))));
        at += key + 1;
        const bool quoted = at < line.size() && line[at] == '"';
        const qsizetype begin = quoted ? ++at : at;
        if (quoted)
            at = qMin(levels::closingQuote(line, at, line.size()), line.size());
        while (!quoted && at < line.size() && line[at] != ' ' && line[at] != '\t')
            ++at;
        const QByteArrayView raw = line.sliced(begin, at - begin);
        const QString value = quoted ? unquoted(raw) : QString::fromUtf8(raw);
        fields.append({path, visibleLine(value), quoted ? LogField::Kind::Text : kindOf(value)});
        ++at;
    }
    return fields;
}

QString messageOf(const QList<LogField> &fields)
{
    for (const auto key : {"message"_L1, "msg"_L1, "short_message"_L1, "full_message"_L1, "event"_L1, "text"_L1}) {
        for (const LogField &field : fields) {
            if (field.path == key && !field.value.isEmpty() && (field.kind == LogField::Kind::Text || field.kind == LogField::Kind::Number))
                return field.value;
        }
    }
    return {};
}

} // namespace

bool looksLogfmt(QByteArrayView line)
{
    qsizetype at = 0;
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t'))
        ++at;
    return keyLength(line.sliced(at)) > 0;
}

LogFields LogFields::read(QByteArrayView line)
{
    LogFields out;
    out.level = detectLevel(line);
    if (line.size() > LogFieldLimits::lineBytes) {
        out.error = u"The line is longer than 1 MiB; its fields are not shown."_s;
        return out;
    }
    if (line.trimmed().startsWith('{'))
        JsonFields(line, &out).read();
    else
        out.fields = logfmtFields(line);
    out.message = messageOf(out.fields);
    return out;
}

} // namespace longshore

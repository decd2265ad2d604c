// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/envfile.h"

#include "model/jobs/jobfile.h"

#include <QRegularExpression>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype largestFile = 1 << 20;

/// A value as dotenv writes it; nothing when its quote is not closed on this line.
std::optional<QString> dotenvValue(const QString &raw)
{
    const QString text = raw.trimmed();
    const QChar quote = text.isEmpty() ? QChar() : text[0];
    if (quote != u'"' && quote != u'\'') {
        static const QRegularExpression comment(u"\\s+#.*$"_s);
        return QString(text).remove(comment).trimmed();
    }
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == quote)
            return value;
        if (quote == u'"' && text[i] == u'\\' && i + 1 < text.size()) {
            const QChar next = text[++i];
            value += next == u'n' ? u'\n' : next == u't' ? u'\t' : next == u'r' ? u'\r' : next;
        } else {
            value += text[i];
        }
    }
    return std::nullopt;
}

void add(EnvFile *file, const QString &name, const QString &value)
{
    for (auto &variable : file->variables) {
        if (variable.first != name)
            continue;
        variable.second = value;
        if (!file->repeated.contains(name))
            file->repeated.append(name);
        return;
    }
    file->variables.append({name, value});
}

} // namespace

EnvFile parseEnvFile(const QString &text, EnvDialect dialect)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_.-]*$"_s);
    EnvFile file;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines[i];
        if (line.endsWith(u'\r'))
            line.chop(1);
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#'))
            continue;
        const bool dotenv = dialect == EnvDialect::Dotenv;
        QString key = line.section(u'=', 0, 0);
        key = dotenv ? key.trimmed() : key.trimmed().isEmpty() ? key : key.mid(key.indexOf(key.trimmed()[0]));
        if (dotenv && key.startsWith("export "_L1))
            key = key.mid(7).trimmed();
        const QString raw = line.section(u'=', 1);
        const std::optional<QString> value = dotenv ? dotenvValue(raw) : std::optional(raw);
        if (!name.match(key).hasMatch() || !value)
            file.unreadable.append(u"line %1: %2"_s.arg(i + 1).arg(key.left(40)));
        else if (!line.contains(u'='))
            file.withoutValue.append(key);
        else
            add(&file, key, *value);
    }
    return file;
}

Result<EnvFile> readEnvFile(const QString &path, EnvDialect dialect)
{
    const QString asked = u"read the variables of %1"_s.arg(path);
    const Result<QByteArray> bytes = readJobFile(path, asked);
    if (!bytes)
        return fail(bytes.error());
    if (bytes->size() > largestFile)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 1 MiB"_s,
                                u"Is it really a list of variables?"_s));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is not UTF-8 text"_s, u"Save it as UTF-8."_s));
    return parseEnvFile(text, dialect);
}

} // namespace longshore

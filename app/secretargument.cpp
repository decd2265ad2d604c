// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secretargument.h"

#include "app/quietterminal.h"

#include <QFile>
#include <QStringDecoder>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestSecret = 1 << 20;

Result<void> openSource(const QString &source, const QString &asked, QFile *file)
{
    if (source.startsWith(u'@')) {
        file->setFileName(source.mid(1));
        if (!file->exists())
            return fail(Error::make(Error::Kind::NotFound, asked, u"there is no file %1"_s.arg(file->fileName())));
        if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return fail(Error::make(Error::Kind::PermissionDenied, asked, file->errorString()));
        return {};
    }
    bool number = false;
    const int fd = source.mid(3).toInt(&number);
    if (!source.startsWith("fd:"_L1) || !number || fd < 0)
        return fail(Error::make(Error::Kind::BadInput, asked, u"its source is neither @FILE nor fd:N"_s,
                                u"A value on the command line would be seen by every user."_s));
    // QFile opens any number; only a read would tell, and not in every version.
    if (::fcntl(fd, F_GETFD) < 0 || !file->open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::DontCloseHandle))
        return fail(Error::make(Error::Kind::NotFound, asked, u"descriptor %1 is not open"_s.arg(fd)));
    return {};
}

/// All there is, however many parts a pipe gives it in; of a terminal, one line, asked for.
Result<QByteArray> readValue(const QFile &file, const QString &key, const QString &asked)
{
    std::optional<QuietTerminal> terminal;
    if (QuietTerminal::isTerminal(file.handle())) {
        terminal.emplace(file.handle(), key);
        if (!terminal->hasLine())
            return fail(Error::cancelled(asked));
    }
    SecretBuffer part(4096);
    QByteArray value;
    for (;;) {
        const ssize_t got = ::read(file.handle(), part.data(), size_t(part.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(Error::make(Error::Kind::NotFound, asked, qt_error_string(errno)));
        value.append(reinterpret_cast<const char *>(part.data()), got);
        if (value.size() > longestSecret)
            return fail(Error::make(Error::Kind::TooLarge, asked, u"it is longer than 1 MiB"_s));
        if (got == 0 || (terminal && value.endsWith('\n')))
            return value;
    }
}

} // namespace

Result<QString> readSecret(const QString &key, const QString &source)
{
    const QString asked = u"read the secret '%1'"_s.arg(key);
    QFile file;
    if (auto opened = openSource(source, asked, &file); !opened)
        return fail(opened.error());
    auto value = readValue(file, key, asked);
    if (!value)
        return fail(value.error());
    if (value->endsWith('\n'))
        value->chop(value->endsWith("\r\n") ? 2 : 1);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*value);
    wipe(*value);
    if (decoder.hasError())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is not UTF-8 text"_s));
    return text;
}

Result<SecretKey> readPassphrase(const QString &source)
{
    Result<QString> text = readSecret(u"passphrase"_s, source);
    if (!text)
        return fail(text.error());
    QByteArray bytes = text->toUtf8();
    const auto passphrase = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(bytes));
    wipe(bytes);
    wipe(*text);
    if (passphrase->isEmpty())
        return fail(Error::make(Error::Kind::BadInput, u"read the passphrase"_s, u"it is empty"_s));
    return passphrase;
}

Result<QMap<QString, QString>> readSecretArguments(const QStringList &arguments)
{
    QMap<QString, QString> values;
    for (const QString &argument : arguments) {
        const qsizetype equals = argument.indexOf(u'=');
        if (equals < 1)
            return fail(Error::make(Error::Kind::BadInput, u"longshore --secret"_s, u"it needs KEY=@FILE or KEY=fd:N"_s));
        const QString key = argument.left(equals);
        const Result<QString> value = readSecret(key, argument.mid(equals + 1));
        if (!value)
            return fail(value.error());
        values.insert(key, *value);
    }
    return values;
}

} // namespace longshore

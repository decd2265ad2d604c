// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include <cerrno>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

QString printable(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        if (c.unicode() < 0x20 && c != u'\t')
            clean += QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            clean += QChar(0x2421);
        else if (c.unicode() >= 0x80 && c.unicode() < 0xa0)
            clean += QChar(QChar::ReplacementCharacter);
        else
            clean += c;
    }
    return clean;
}

void Console::write(int fd, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (n > 0) {
            done += n;
        } else if (n < 0 && errno == EAGAIN) {
            // stdout may be a non-blocking pipe or terminal shared with another program.
            pollfd wait{fd, POLLOUT, 0};
            ::poll(&wait, 1, 1000);
        } else if (n < 0 && errno != EINTR) {
            if (fd == STDOUT_FILENO)
                outFailed(errno);
            return;
        }
    }
}

void Console::outFailed(int number)
{
    if (number == EPIPE) {
        m_broken = true;
    } else if (!std::exchange(m_lost, true)) {
        note(Error::make(Error::Kind::Disk, u"write the output"_s, qt_error_string(number), u"Free some space and try again."_s).sentence());
    }
}

void Console::writeOut(const QByteArray &bytes)
{
    write(STDOUT_FILENO, bytes);
}

void Console::writeErr(const QByteArray &bytes)
{
    write(STDERR_FILENO, bytes);
}

void Console::line(const QString &text)
{
    writeOut(printable(text).toUtf8() + '\n');
}

void Console::object(const ordered_json &object)
{
    writeOut(QByteArray::fromStdString(object.dump(-1, ' ', false, ordered_json::error_handler_t::replace)) + '\n');
}

void Console::error(const Error &error)
{
    const QString sentence = error.sentence();
    note(sentence);
    if (m_json)
        object({{"event", "error"}, {"kind", toString(error.kind).toStdString()}, {"message", sentence.toStdString()}});
}

void Console::note(const QString &sentence)
{
    writeErr("longshore: " + printable(sentence).toUtf8() + '\n');
}

} // namespace longshore

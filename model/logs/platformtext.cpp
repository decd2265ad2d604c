// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/platformtext.h"

#include <QStringDecoder>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr const char *trimmedMark = " [trimmed]";
constexpr QByteArrayView realReplacement = "\xef\xbf\xbd"; // U+FFFD that the component itself printed

/// The bytes of the first `most` characters; a byte that only goes on with a character counts for nothing.
qsizetype bytesOf(QByteArrayView text, qsizetype most)
{
    qsizetype characters = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool begins = (uchar(text[i]) & 0xc0) != 0x80;
        if (begins && characters++ == most)
            return i;
    }
    return text.size();
}

/// What is no UTF-8 decodes to U+FFFD; what was printed as U+FFFD stays. It cannot begin within another character.
QString validPart(QByteArrayView text)
{
    QString valid;
    for (qsizetype from = 0; from <= text.size();) {
        const qsizetype found = text.indexOf(realReplacement, from);
        const qsizetype end = found < 0 ? text.size() : found;
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        const QString part = decode(text.sliced(from, end - from));
        valid += QString(part).remove(QChar::ReplacementCharacter);
        if (found < 0)
            break;
        valid += QChar::ReplacementCharacter;
        from = found + realReplacement.size();
    }
    return valid;
}

/// PHP's trim(): blanks of ASCII and the zero byte, no other white space.
QString phpTrimmed(const QString &text)
{
    const auto isBlank = [](QChar c) { return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\0' || c == u'\v'; };
    qsizetype from = 0, end = text.size();
    while (from < end && isBlank(text[from]))
        ++from;
    while (end > from && isBlank(text[end - 1]))
        --end;
    return text.sliced(from, end - from);
}

QString withoutSwapWarning(const QString &text)
{
    const qsizetype found = text.indexOf("swap limit capabilities"_L1);
    if (found < 0)
        return text;
    const qsizetype begin = found == 0 ? 0 : text.lastIndexOf(u'\n', found - 1) + 1;
    const qsizetype end = text.indexOf(u'\n', found);
    return phpTrimmed(text.left(begin) + (end < 0 ? QString() : text.sliced(end + 1)));
}

} // namespace

QString platformText(QByteArrayView text, qsizetype most)
{
    const qsizetype bytes = bytesOf(text, most);
    if (bytes == text.size())
        return withoutSwapWarning(phpTrimmed(validPart(text)));
    return withoutSwapWarning(phpTrimmed(validPart(text.first(bytes).toByteArray() + trimmedMark)));
}

} // namespace longshore

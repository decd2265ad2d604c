// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/tarextractor.h"

#include <QCryptographicHash>
#include <QStringDecoder>

namespace longshore
{

static bool isUnsafe(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0)       // controls
           || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) // bidirectional overrides (A10)
           || c == 0x2028 || c == 0x2029 || c == '\\';
}

QByteArray safeFileName(const QByteArray &name)
{
    QByteArray out;
    const auto escape = [&out](QByteArrayView bytes) {
        for (const char c : bytes)
            out += '%' + QByteArray::number(uchar(c), 16).rightJustified(2, '0').toUpper();
    };
    for (qsizetype at = 0; at < name.size();) {
        // One character at a time: the length follows from its first byte.
        const uchar first = uchar(name[at]);
        const qsizetype length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        const QByteArrayView bytes = QByteArrayView(name).sliced(at, qMin(length, name.size() - at));
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(bytes);
        const auto codes = text.toUcs4();
        if (decoder.hasError() || codes.size() != 1 || bytes.size() != length) {
            escape(bytes.first(1));
            at += 1;
            continue;
        }
        if (isUnsafe(codes.first()))
            escape(bytes);
        else
            out += bytes;
        at += length;
    }
    if (out.size() > 255) {
        const QByteArray tail = '~' + QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().left(16);
        out = QString::fromUtf8(out.left(255 - tail.size() - 3)).toUtf8().left(255 - tail.size()) + tail;
    }
    return out;
}

} // namespace longshore

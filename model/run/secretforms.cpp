// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/secretforms.h"

#include <QString>

namespace longshore
{

// JSON writers differ in two habits: `\/` (PHP) and `\uXXXX` for all that is not ASCII (PHP, Python).
static QByteArray jsonEscaped(const QByteArray &secret, bool escapeSlash, bool asciiOnly)
{
    QByteArray out;
    const QString text = QString::fromUtf8(secret);
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        switch (u) {
        case u'"': out += "\\\""; continue;
        case u'\\': out += "\\\\"; continue;
        case u'\n': out += "\\n"; continue;
        case u'\r': out += "\\r"; continue;
        case u'\t': out += "\\t"; continue;
        case u'\b': out += "\\b"; continue;
        case u'\f': out += "\\f"; continue;
        default: break;
        }
        if (u == u'/' && escapeSlash)
            out += "\\/";
        else if (u < 0x20 || (u > 0x7e && asciiOnly))
            out += "\\u" + QByteArray::number(u, 16).rightJustified(4, '0');
        else if (u < 0x80)
            out += char(u);
        else
            out += QString(c).toUtf8();
    }
    return out;
}

static bool isPlainUtf8(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).toUtf8() == bytes;
}

static void addJson(const QByteArray &secret, QList<QByteArray> *forms)
{
    if (!isPlainUtf8(secret))
        return;
    // A character beyond the BMP is two code units: with raw UTF-8 they must stay together.
    const bool wide = std::any_of(secret.begin(), secret.end(), [](char c) { return uchar(c) >= 0xf0; });
    for (const bool slash : {false, true}) {
        for (const bool ascii : {true, false}) {
            if (!ascii && wide)
                continue;
            const QByteArray escaped = jsonEscaped(secret, slash, ascii);
            if (escaped != secret) {
                forms->append('"' + escaped + '"');
                forms->append(escaped);
            }
        }
    }
}

static void addUrl(const QByteArray &secret, QList<QByteArray> *forms)
{
    const QByteArray upper = secret.toPercentEncoding();
    QByteArray lower;
    for (qsizetype i = 0; i < upper.size(); ++i) {
        if (upper[i] == '%' && i + 2 < upper.size()) {
            lower += upper.mid(i, 3).toLower();
            i += 2;
        } else {
            lower += upper[i];
        }
    }
    for (const QByteArray &encoded : {upper, lower}) {
        forms->append(encoded);
        forms->append(QByteArray(encoded).replace("%20", "+"));
    }
}

static void addBase64(const QByteArray &secret, QList<QByteArray> *forms)
{
    for (const auto option : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        forms->append(secret.toBase64(option));
        for (int shift = 0; shift < 3; ++shift) {
            const QByteArray shifted = (QByteArray(shift, '\0') + secret + QByteArray(3, '\0')).toBase64(option);
            const qsizetype first = (8 * shift + 5) / 6;
            const qsizetype last = (8 * shift + 8 * secret.size()) / 6;
            forms->append(shifted.mid(first, last - first));
        }
    }
}

QList<QByteArray> secretForms(const QByteArray &secret)
{
    if (secret.isEmpty())
        return {};
    QList<QByteArray> all{secret};
    addJson(secret, &all);
    addUrl(secret, &all);
    addBase64(secret, &all);
    QList<QByteArray> forms;
    for (const QByteArray &form : std::as_const(all)) {
        // Three characters of base64 are in any text.
        if ((form == secret || form.size() >= 4) && !forms.contains(form))
            forms.append(form);
    }
    return forms;
}

} // namespace longshore

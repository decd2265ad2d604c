// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/columnname.h"

#include <QStringList>
#include <unicode/utrans.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// No column has such a name; the memory that ICU needs for it would be many times its size.
constexpr qsizetype longestRomanised = 4096;

bool isAscii(const QString &text)
{
    for (const QChar c : text) {
        if (c.unicode() > 127)
            return false;
    }
    return true;
}

struct Romaniser {
    Romaniser()
    {
        // The steps of the platform's library: Latin letters, other scripts, then accents off. (It asks for the BGN
        // romanisation first, which Debian's ICU does not have under that name either.)
        static constexpr char16_t rules[] =
            u"NFD; Latin-ASCII; Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII";
        UErrorCode status = U_ZERO_ERROR;
        handle = utrans_openU(rules, -1, UTRANS_FORWARD, nullptr, 0, nullptr, &status);
    }
    ~Romaniser() { utrans_close(handle); }
    Romaniser(const Romaniser &) = delete;
    Romaniser &operator=(const Romaniser &) = delete;

    UTransliterator *handle = nullptr;
};

QString romanised(QString text)
{
    static thread_local const Romaniser romaniser; // not safe from two threads at once
    QString bare = text.normalized(QString::NormalizationForm_D);
    bare.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    if (isAscii(bare))
        return bare; // accents only: ICU is a hundred times slower
    text.replace(u'€', "EUR"_L1);
    if (!romaniser.handle)
        return text;
    int32_t length = int32_t(text.size());
    const int32_t capacity = length * 12 + 64; // one ideograph can become a long syllable
    text.resize(capacity);
    int32_t limit = length;
    UErrorCode status = U_ZERO_ERROR;
    utrans_transUChars(romaniser.handle, reinterpret_cast<UChar *>(text.data()), &length, capacity, 0, &limit, &status);
    text.resize(qBound(0, length, capacity));
    return text;
}

} // namespace

bool isSystemColumn(const QString &name)
{
    return name.compare("_timestamp"_L1, Qt::CaseInsensitive) == 0;
}

QString webalizedColumn(const QString &name)
{
    static const QStringList taken = {u"oid"_s, u"tableoid"_s, u"xmin"_s, u"cmin"_s, u"xmax"_s, u"cmax"_s, u"ctid"_s};
    if (isSystemColumn(name))
        return name;
    QString result;
    bool gap = false;
    const QString text = isAscii(name) || name.size() > longestRomanised ? name : romanised(name);
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if ((u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'_') {
            if (gap)
                result += u'_';
            gap = false;
            result += c;
        } else {
            gap = true;
        }
    }
    qsizetype first = 0, end = result.size();
    while (end > first && result[end - 1] == u'_')
        --end;
    while (first < end && result[first] == u'_')
        ++first;
    result = result.sliced(first, end - first);
    return taken.contains(result.toLower()) ? result + u'_' : result;
}

} // namespace longshore

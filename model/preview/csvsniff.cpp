// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preview/csvsniff.h"

#include <algorithm>

namespace longshore
{

namespace
{

constexpr qsizetype sampledRecords = 50;
constexpr char delimiters[] = {',', ';', '\t', '|'};

/// Fields that begin and end with a single quote, and none that begin with a double one.
bool usesSingleQuotes(const QList<QStringList> &records)
{
    bool single = false;
    for (const QStringList &record : records) {
        for (const QString &field : record) {
            if (field.startsWith(u'"'))
                return false;
            single = single || (field.size() > 1 && field.startsWith(u'\'') && field.endsWith(u'\''));
        }
    }
    return single;
}

/// How many fields the first record has, when nearly all others have as many; 0 when they do not.
qsizetype evenWidth(const QList<QStringList> &records)
{
    if (records.isEmpty())
        return 0;
    const qsizetype width = records.first().size();
    const auto alike = std::count_if(records.begin(), records.end(), [width](const QStringList &record) { return record.size() == width; });
    return alike * 10 >= records.size() * 9 ? width : 0;
}

} // namespace

CsvLook sniffCsv(QByteArrayView text, bool isWhole)
{
    CsvLook best;
    qsizetype most = 1;
    for (const char delimiter : delimiters) {
        CsvLook look{delimiter, 0};
        look.enclosure = usesSingleQuotes(readCsvHead(text, isWhole, sampledRecords, look)) ? '\'' : '"';
        const qsizetype width = evenWidth(readCsvHead(text, isWhole, sampledRecords, look));
        if (width > most) {
            most = width;
            best = look;
        }
    }
    if (most > 1)
        return best;
    best.enclosure = usesSingleQuotes(readCsvHead(text, isWhole, sampledRecords, {',', 0})) ? '\'' : '"';
    return best;
}

} // namespace longshore

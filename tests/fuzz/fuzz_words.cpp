// SPDX-License-Identifier: GPL-3.0-or-later
// Short texts with a grammar of their own: PHP's dates, the platform's file search, cells of typed columns. First byte:
// which; the rest: the text.
#include "model/component/mapping/filequery.h"
#include "model/component/phpdate.h"
#include "model/storage/columntype.h"
#include "tests/fuzz/fuzz.h"

#include <string_view>

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

void date(const QString &text)
{
    const QDateTime now(QDate(2026, 1, 31), QTime(23, 59, 59, 999), Qt::UTC);
    const auto read = phpDateTime(text, now);
    if (!read)
        return;
    check(read->isValid() && read->timeSpec() == Qt::UTC, "a time that was read is one, in UTC");
    check(phpDateTime(text.toUpper(), now) == read || text.toUpper().toLower() != text.toLower(), "its case does not count");
    const QString written = platformTimeExact(*read);
    if (read->date().year() >= 1 && read->date().year() <= 9999)
        check(phpDateTime(written, now) == read, "what the platform writes is read as it was");
}

void query(const QString &text)
{
    const auto parsed = FileQuery::parse(text);
    if (!parsed)
        return check(!parsed.error().sentence().isEmpty(), "a refusal says something");
    StorageFile file;
    file.id = 7;
    file.name = u"orders 2026.csv"_s;
    file.tags = QStringList{u"a"_s, u"componentId: x.y"_s};
    file.created = QDateTime(QDate(2026, 1, 31), QTime(0, 0), Qt::UTC);
    check(parsed->matches(file) == parsed->matches(file), "a query has one answer");
    (void)parsed->matches({});
    check(!text.trimmed().isEmpty() || parsed->matches(file), "an empty query is everything");
}

void cell(QByteArrayView bytes)
{
    const std::string_view text(bytes.data(), size_t(bytes.size()));
    const auto is = [text](ColumnType type) { return isValueOf(type, text); };
    check(is(ColumnType::Text), "everything is text");
    check(!is(ColumnType::Integer) || is(ColumnType::Numeric), "a whole number is a number");
    check(!is(ColumnType::Numeric) || is(ColumnType::Float), "a number is a float");
    check(!is(ColumnType::Date) || is(ColumnType::Timestamp), "a day is a time");
    check(!is(ColumnType::Date) || !is(ColumnType::Numeric), "a day is no number");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    switch (choice(&bytes) % 3) {
    case 0:
        date(QString::fromUtf8(bytes));
        break;
    case 1:
        query(QString::fromUtf8(bytes));
        break;
    default:
        cell(bytes);
        break;
    }
    return 0;
}

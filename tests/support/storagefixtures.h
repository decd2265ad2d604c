// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/preview/filepreview.h"
#include "model/storage/storagelisting.h"

namespace longshore::test
{

/// What a Storage holds in pictures and tests of its page; invented.
struct StorageFixtures {
    static QDateTime now() { return QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10), Qt::UTC); }

    static StorageTable table(const QString &id, const QStringList &columns, const QStringList &key, qint64 rows, qint64 bytes, int hoursAgo)
    {
        StorageTable made;
        made.id = id;
        for (const QString &column : columns)
            made.columns.append({column, {}, true, {}});
        made.primaryKey = key;
        made.rows = rows;
        made.bytes = bytes;
        made.created = now().addDays(-20);
        made.lastImportDate = made.lastChangeDate = now().addSecs(-3600 * hoursAgo);
        return made;
    }

    static StorageListing mockup()
    {
        using namespace Qt::StringLiterals;
        StorageListing listing;
        listing.when = now();
        listing.tables = {
            table(u"in.c-main.customers"_s, {u"id"_s, u"name"_s, u"country"_s}, {u"id"_s}, 41'207, 3'900'000, 26),
            table(u"in.c-main.orders"_s, {u"order_id"_s, u"line_no"_s, u"customer"_s, u"total"_s}, {u"order_id"_s, u"line_no"_s}, 1'204'331, 96'400'000, 2),
            table(u"in.c-shop.products"_s, {u"sku"_s, u"title"_s}, {}, 8'120, 640'000, 24 * 9),
            table(u"out.c-forum.parts"_s, {u"id"_s, u"part"_s, u"text"_s}, {u"id"_s, u"part"_s}, 19'433, 6'200'000, 0),
        };
        StorageTable &orders = listing.tables[1];
        orders.typed = true;
        orders.description = u"Orders of the shop, one row a line"_s;
        orders.columns[0].dataTypes.insert(u"base"_s, {u"INTEGER"_s, {}, {}});
        orders.columns[0].nullable = false;
        orders.columns[2].dataTypes.insert(u"base"_s, {u"STRING"_s, u"255"_s, {}});
        orders.columns[3].dataTypes.insert(u"base"_s, {u"NUMERIC"_s, u"12,2"_s, u"0"_s});
        orders.columns[3].description = u"with tax"_s;
        orders.metadata = {{1, u"KBC.createdBy.component.id"_s, u"keboola.ex-shop"_s, u"system"_s, now().addDays(-20)}};
        for (const QString &id : {u"in.c-main"_s, u"in.c-shop"_s, u"out.c-forum"_s}) {
            StorageBucket bucket;
            bucket.id = id;
            bucket.created = now().addDays(-20);
            for (const StorageTable &one : std::as_const(listing.tables)) {
                if (one.bucket() != id)
                    continue;
                ++bucket.tables;
                bucket.rows += one.rows;
                bucket.bytes += one.bytes;
            }
            listing.buckets.append(bucket);
        }
        listing.files = {{7, u"summary.json"_s, {u"nightly"_s, u"report"_s}, now().addSecs(-7200), now().addDays(15), 1204, false, false, true, false, u"/store/files/7"_s},
                         {3, u"logo.png"_s, {}, now().addDays(-30), {}, 48'000, true, true, true, false, u"/store/files/3"_s},
                         {2, u"old.csv"_s, {u"debug"_s}, now().addDays(-30), now().addDays(-15), 96, false, false, true, false, u"/store/files/2"_s}};
        return listing;
    }

    static FilePreview preview()
    {
        using namespace Qt::StringLiterals;
        FilePreview made;
        made.kind = FilePreview::Kind::Table;
        made.columns = {u"order_id"_s, u"line_no"_s, u"customer"_s, u"total"_s};
        for (int i = 1; i <= 200; ++i)
            made.rows.append({QString::number(18'204'000 + i), QString::number(i % 7 + 1), u"Customer %1, Ltd."_s.arg(i % 41), QString::number(i * 37 % 991) + u".50"_s});
        made.rowCount = 1'204'331;
        made.size = 96'400'000;
        return made;
    }
};

} // namespace longshore::test

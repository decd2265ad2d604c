// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the embedded Storage: tags, expiry, queries (contract §4.2, §5.4, I10).
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>

using namespace longshore;
using namespace longshore::test;

namespace
{

QStringList names(const QList<StorageFile> &files)
{
    QStringList list;
    for (const StorageFile &file : files)
        list.append(file.name);
    return list;
}

} // namespace

class TestStorageFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files()
    {
        StorageFixture fixture;
        StorageFileUpload upload;
        upload.name = u"../../a b\n.csv"_s;
        upload.source = fixture.write(u"a.bin"_s, QByteArray("\0\xff\n", 3));
        upload.tags = QStringList{u"one"_s, u"two"_s, u"one"_s};
        upload.token = u"t1"_s;
        const auto file = fixture.storage().addFile(upload);
        VERIFY_DONE(file);
        QCOMPARE(file->tags, (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(file->name, upload.name);
        QCOMPARE(file->bytes, 3);
        QVERIFY(file->path.startsWith(fixture.storage().directory() + u"/files/"_s));
        QCOMPARE(fixture.read(file->path), QByteArray("\0\xff\n", 3));
        QCOMPARE(file->created.daysTo(file->expires), 15);
        fixture.write(u"a.bin"_s, "changed"); // the copy is its own
        QCOMPARE(fixture.read(file->path).size(), 3);
        QCOMPARE(fixture.storage().addFile(upload).value(), *file);
        QCOMPARE(fixture.storage().files()->size(), 1);

        QVERIFY(QDir().mkpath(fixture.path(u"slices/below"_s)));
        fixture.write(u"slices/1"_s, "one\n");
        fixture.write(u"slices/2.csv"_s, "two\n");
        fixture.write(u"slices/.hidden"_s, "x");
        QVERIFY(QFile::link(u"/etc/passwd"_s, fixture.path(u"slices/link"_s)));
        upload = {};
        upload.name = u"sliced.csv"_s;
        upload.source = fixture.path(u"slices"_s);
        upload.isPermanent = true;
        const auto sliced = fixture.storage().addFile(upload);
        VERIFY_DONE(sliced);
        QVERIFY(sliced->isSliced && sliced->isPermanent && !sliced->expires.isValid());
        QCOMPARE(sliced->bytes, 8);
        QCOMPARE(QDir(sliced->path).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), (QStringList{u"1"_s, u"2.csv"_s}));

        upload.source = fixture.path(u"slices/link"_s);
        QCOMPARE(int(fixture.storage().addFile(upload).error().kind), int(Error::Kind::BadInput));
        upload.source = fixture.path(u"nowhere"_s);
        QCOMPARE(int(fixture.storage().addFile(upload).error().kind), int(Error::Kind::NotFound));
        upload.source = u"/dev/null"_s;
        QCOMPARE(int(fixture.storage().addFile(upload).error().kind), int(Error::Kind::BadInput));
        upload.source = fixture.path(u"a.bin"_s);
        QCOMPARE(int(fixture.storage().addFile(upload, [](qint64, qint64) { return false; }).error().kind), int(Error::Kind::Cancelled));
        QCOMPARE(QDir(fixture.storage().directory() + u"/files"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 2);

        VERIFY_DONE(fixture.storage().tagFile(sliced->id, {u"one"_s, u"three"_s}));
        QCOMPARE(int(fixture.storage().tagFile(99, {u"x"_s}).error().kind), int(Error::Kind::NotFound));
        QCOMPARE(fixture.storage().files()->first().tags, (QStringList{u"one"_s, u"three"_s}));
        const QDateTime later = QDateTime::currentDateTimeUtc().addDays(16);
        QCOMPARE(fixture.storage().expireFiles().value(), 0);
        QCOMPARE(fixture.storage().expireFiles(later).value(), 1);
        QVERIFY(!QFileInfo::exists(file->path));
        VERIFY_DONE(fixture.storage().dropFile(sliced->id));
        QVERIFY(!QFileInfo::exists(sliced->path));
        QCOMPARE(int(fixture.storage().dropFile(sliced->id).error().kind), int(Error::Kind::NotFound));
    }

    void I10_fileQueries()
    {
        StorageFixture fixture;
        const auto add = [&](const QString &name, const QStringList &tags) {
            StorageFileUpload upload;
            upload.name = name;
            upload.source = fixture.write(u"f"_s, "x");
            upload.tags = tags;
            return fixture.storage().addFile(upload)->id;
        };
        const qint64 a = add(u"a.csv"_s, {u"x"_s, u"y"_s});
        const qint64 b = add(u"B report.csv"_s, {u"x"_s});
        add(u"c"_s, {u"y\"z"_s});
        const auto found = [&](const std::function<void(StorageFileQuery *)> &set) {
            StorageFileQuery query;
            set(&query);
            return names(fixture.storage().files(query).value());
        };
        QCOMPARE(found([](auto *) {}), (QStringList{u"c"_s, u"B report.csv"_s, u"a.csv"_s}));
        QCOMPARE(found([](auto *q) { q->tags = QStringList{u"x"_s}; }), (QStringList{u"B report.csv"_s, u"a.csv"_s}));
        QCOMPARE(found([](auto *q) { q->tags = QStringList{u"x"_s, u"y"_s}; }), QStringList{u"a.csv"_s});
        QCOMPARE(found([](auto *q) { q->tags = QStringList{u"y\"z"_s}; }), QStringList{u"c"_s});
        QCOMPARE(found([](auto *q) { q->withoutTags = QStringList{u"y"_s, u"q"_s}; }), (QStringList{u"c"_s, u"B report.csv"_s}));
        QCOMPARE(found([](auto *q) { q->nameWords = QStringList{u"CSV"_s, u"rep"_s}; }), QStringList{u"B report.csv"_s});
        QCOMPARE(found([](auto *q) { q->limit = 1; }), QStringList{u"c"_s});
        QCOMPARE(found([&](auto *q) { q->sinceId = b; }), QStringList{u"c"_s});
        QCOMPARE(found([&](auto *q) { q->ids = {a, 77}; }), QStringList{u"a.csv"_s});
        QCOMPARE(found([](auto *q) { q->createdSince = QDateTime::currentDateTimeUtc().addDays(1); }), QStringList());
    }
};

LONGSHORE_TEST_MAIN(TestStorageFiles)
#include "tst_storagefiles.moc"

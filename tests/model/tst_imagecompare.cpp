// SPDX-License-Identifier: GPL-3.0-or-later
// Two images beside each other.
#include "model/images/imagecompare.h"
#include "tests/support/testmain.h"

#include <QLocale>

using namespace longshore;
using namespace Qt::StringLiterals;
using Kind = ImageDifference::Kind;

namespace
{

ImageRecord base()
{
    ImageRecord facts;
    ImageDetails &image = facts.details;
    image.size = 181'000'000;
    image.created = QDateTime(QDate(2026, 11, 17), QTime(16, 22));
    image.os = u"linux"_s;
    image.architecture = u"amd64"_s;
    image.entrypoint = QStringList{u"/usr/bin/tini"_s, u"--"_s};
    image.cmd = QStringList{u"python"_s, u"-u"_s, u"/code/main.py"_s};
    image.env = QStringList{u"PATH=/bin"_s, u"PYTHON_VERSION=3.12.3"_s, u"LOG_LEVEL=debug"_s, u"API_TOKEN=s3cret"_s, u"EMPTY="_s};
    image.user = u"1000"_s;
    image.workingDir = u"/code"_s;
    image.exposedPorts = QStringList{u"80/tcp"_s};
    image.volumes = QStringList{u"/data"_s};
    image.labels = {{u"maintainer"_s, u"me"_s}};
    image.layers = QStringList{u"l1"_s, u"l2"_s, u"l3"_s};
    return facts;
}

/// "~ Size: 181 MB → 182 MB (+1.0 MB)" of each property that differs.
QStringList differences(const ImageComparison &comparison)
{
    QStringList lines = comparisonText(comparison, u"a"_s, u"b"_s, true).split(u'\n', Qt::SkipEmptyParts);
    lines.removeFirst();
    return lines;
}

using Change = std::function<void(ImageDetails &)>;

} // namespace

class TestImageCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void A1_20_equalImages()
    {
        const ImageComparison comparison = compareImages(base(), base());
        QCOMPARE(comparison.differences, 0);
        QCOMPARE(differences(comparison), QStringList());
        QCOMPARE(comparison.same, 16);
        QVERIFY(compareImages({}, {}).differences == 0);
    }

    void A1_20_config_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("lines");
        const auto row = [](const char *name, const Change &change, const QStringList &lines) { QTest::newRow(name) << change << lines; };
        row("size", [](ImageDetails &i) { i.size = 182'000'000; }, {u"~ Size: 181 MB → 182 MB  (+1.0 MB)"_s});
        row("smaller", [](ImageDetails &i) { i.size = 180'999'000; }, {u"~ Size: 181 MB → 181 MB  (−1.0 kB)"_s});
        row("size not known", [](ImageDetails &i) { i.size = -1; }, {u"~ Size: 181 MB → –  (changed)"_s});
        row("created", [](ImageDetails &i) { i.created = i.created.addDays(6); },
            {u"~ Created: 17 Nov 2026, 16:22 → 23 Nov 2026, 16:22  (6 d later)"_s});
        row("platform", [](ImageDetails &i) { i.architecture = u"arm64"_s; i.variant = u"v8"_s; },
            {u"~ Platform: linux/amd64 → linux/arm64/v8  (changed)"_s});
        row("a layer on top", [](ImageDetails &i) { i.layers << u"l4"_s; }, {u"~ Layers: 3 → 4  (1 added, 3 shared)"_s});
        row("other layers", [](ImageDetails &i) { i.layers = QStringList{u"l1"_s, u"x"_s, u"y"_s, u"z"_s}; },
            {u"~ Layers: 3 → 4  (1 added, 2 replaced, 1 shared)"_s});
        row("fewer layers", [](ImageDetails &i) { i.layers.removeLast(); }, {u"~ Layers: 3 → 2  (1 removed, 2 shared)"_s});
        row("the same layer on another one is another one", [](ImageDetails &i) { i.layers[0] = u"x"_s; }, {u"~ Layers: 3 → 3  (3 replaced)"_s});
        row("variable changed", [](ImageDetails &i) { i.env[1] = u"PYTHON_VERSION=3.12.4"_s; }, {u"~ PYTHON_VERSION: 3.12.3 → 3.12.4  (changed)"_s});
        row("variable removed", [](ImageDetails &i) { i.env.removeAt(2); }, {u"− LOG_LEVEL: debug → not set  (removed)"_s});
        row("variable added", [](ImageDetails &i) { i.env << u"NEW=1=2"_s; }, {u"+ NEW: not set → 1=2  (added)"_s});
        row("emptied is not removed", [](ImageDetails &i) { i.env[2] = u"LOG_LEVEL="_s; }, {u"~ LOG_LEVEL: debug → empty  (changed)"_s});
        row("a secret changed", [](ImageDetails &i) { i.env[3] = u"API_TOKEN=other"_s; }, {u"~ API_TOKEN: ••• → •••  (changed)"_s});
        row("a secret in an address", [](ImageDetails &i) { i.env << u"DB=http://me:s3cret@h/"_s; }, {u"+ DB: not set → http://me:•••@h/  (added)"_s});
        row("the order of variables means nothing", [](ImageDetails &i) { i.env.swapItemsAt(0, 1); }, {});
        row("entrypoint", [](ImageDetails &i) { i.entrypoint.clear(); }, {u"− Entrypoint: /usr/bin/tini -- → not set  (removed)"_s});
        row("words are no text", [](ImageDetails &i) { i.cmd = QStringList{u"python -u"_s, u"/code/main.py"_s}; },
            {u"~ Command: python -u /code/main.py → 'python -u' /code/main.py  (changed)"_s});
        row("user", [](ImageDetails &i) { i.user.clear(); }, {u"− User: 1000 → not set  (removed)"_s});
        row("working directory", [](ImageDetails &i) { i.workingDir = u"/"_s; }, {u"~ Working directory: /code → /  (changed)"_s});
        row("stop signal", [](ImageDetails &i) { i.stopSignal = u"SIGINT"_s; }, {u"+ Stop signal: not set → SIGINT  (added)"_s});
        row("ports", [](ImageDetails &i) { i.exposedPorts << u"443/tcp"_s; }, {u"~ Ports: 80/tcp → 443/tcp, 80/tcp  (changed)"_s});
        row("volumes", [](ImageDetails &i) { i.volumes.clear(); }, {u"− Volumes: /data → not set  (removed)"_s});
        row("label", [](ImageDetails &i) { i.labels[u"org.version"_s] = u"2"_s; }, {u"+ org.version: not set → 2  (added)"_s});
        row("a secret label", [](ImageDetails &i) { i.labels[u"api-key"_s] = u"s3cret"_s; }, {u"+ api-key: not set → •••  (added)"_s});
        row("text from outside stays text", [](ImageDetails &i) { i.labels[u"maintainer"_s] = u"<b>x</b>"_s; },
            {u"~ maintainer: me → <b>x</b>  (changed)"_s});
    }
    void A1_20_config()
    {
        QFETCH(Change, change);
        QFETCH(QStringList, lines);
        ImageRecord after = base();
        change(after.details);
        const ImageComparison comparison = compareImages(base(), after);
        QCOMPARE(differences(comparison), lines);
        QCOMPARE(comparison.differences, lines.size());
        // What differs stands first, and the other way round it differs as much.
        QVERIFY(std::ranges::is_sorted(comparison.properties, {}, [](const ImageDifference &one) { return one.kind == Kind::Same; }));
        QCOMPARE(compareImages(after, base()).differences, lines.size());
        for (const ImageDifference &property : comparison.properties)
            QVERIFY(!property.before.contains(u"s3cret"_s) && !property.after.contains(u"s3cret"_s));
    }

    void A1_20_buildSteps()
    {
        ImageRecord before = base(), after = base();
        const auto step = [](const QString &text, qint64 size) {
            ImageHistoryEntry entry;
            entry.createdBy = text;
            entry.size = size;
            return entry;
        };
        const ImageHistoryEntry from = step(u"/bin/sh -c #(nop) ADD file:1 in /"_s, 100);
        before.history = {step(u"/bin/sh -c #(nop)  CMD [\"x\"]"_s, 0), step(u"/bin/sh -c make"_s, 10), from};
        after.history = {step(u"COPY . /code # buildkit"_s, 5), step(u"/bin/sh -c #(nop)  CMD [\"x\"]"_s, 0), step(u"/bin/sh -c make"_s, 30), from};
        const QList<ImageDifference> steps = compareImages(before, after).steps;
        QCOMPARE(steps.size(), 3); // the first one is the same
        QCOMPARE(steps[0].name, u"Step 2"_s);
        QCOMPARE(steps[0].before, u"RUN make"_s);
        QCOMPARE(steps[0].words, u"+20 B"_s);
        QCOMPARE(steps[1].after, u"CMD [\"x\"]"_s);
        QVERIFY(steps[1].kind == Kind::Same);
        QVERIFY(steps[2].kind == Kind::Added);
        QCOMPARE(steps[2].after, u"COPY . /code"_s);
        QVERIFY(compareImages(base(), after).steps.isEmpty()); // the engine did not tell
        before.history.prepend(step(u"ENV A=1 TOKEN=s3cret"_s, 0));
        after.history.prepend(step(u"/bin/sh -c #(nop)  ENV TOKEN s3cret"_s, 0));
        QVERIFY(!comparisonText(compareImages(before, after), u"a"_s, u"b"_s, false).contains(u"s3cret"_s));
    }

    void A4_46_files()
    {
        FileChanges files{38, 41, 4, 1, 6, {}};
        files.files = {{u"/code/new.py"_s, -1, 120}, {u"/code/old.py"_s, 80, -1}, {u"/code/main.py"_s, 100, 1100}, {u"/code/same size"_s, 5, 5}};
        const ImageComparison comparison = compareImages(base(), base(), {files, {}});
        QCOMPARE(comparison.differences, 1);
        const ImageDifference &summary = comparison.properties.first();
        QCOMPARE(summary.name, u"Files"_s);
        QCOMPARE(summary.before, u"38"_s);
        QCOMPARE(summary.after, u"41"_s);
        QCOMPARE(summary.words, u"4 added, 1 removed, 6 changed"_s);
        QStringList lines;
        for (const ImageDifference &file : comparison.files)
            lines << file.name + u": "_s + file.words;
        QCOMPARE(lines, (QStringList{u"/code/new.py: added"_s, u"/code/old.py: removed"_s, u"/code/main.py: +1.0 kB"_s,
                                     u"/code/same size: changed, same size"_s}));
        QVERIFY(comparisonText(comparison, u"a:1"_s, u"a:2"_s, true).contains(u"− /code/old.py: 80 B → –"_s));
        QCOMPARE(compareImages(base(), base(), {FileChanges{3, 3, 0, 0, 0, {}}, {}}).differences, 0);
    }

    void A4_46_filesThatAreNotKnown()
    {
        const ImageComparison comparison = compareImages(base(), base(), {std::nullopt, u"being read…"_s});
        QCOMPARE(comparison.differences, 0);
        QCOMPARE(comparison.same, 16);
        QCOMPARE(differences(comparison), QStringList{u"? Files: being read…"_s});
    }

    void A1_20_componentRecords_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("lines"); // of the component, what is seen of it at once first
        const auto record = [](const QString &properties, const QString &data = {}) {
            return u"{\"id\":\"demo.splitter\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"demo\"}%2},"
                   "\"configurationSchema\":{\"type\":\"object\",\"properties\":{%1}}}"_s.arg(properties, data);
        };
        const QString five = u"\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"},\"c\":{\"type\":\"object\",\"properties\":"
                             "{\"x\":{\"type\":\"string\"},\"y\":{\"type\":\"boolean\"}}},\"#token\":{\"type\":\"string\",\"default\":\"s3cret\"}"_s;
        const QString columns = u",\"columns\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"_s;
        QTest::newRow("none") << QString() << QString() << QStringList();
        QTest::newRow("the same") << record(five) << record(five) << QStringList{u"= Schema: 5 parameters"_s};
        QTest::newRow("a parameter more") << record(five) << record(five + columns)
            << QStringList{u"+ Schema: 5 parameters → 6 parameters  (parameters.columns)"_s, u"+ parameters.columns: not set → array  (added)"_s};
        QTest::newRow("one less") << record(five + columns) << record(five)
            << QStringList{u"− Schema: 6 parameters → 5 parameters  (parameters.columns)"_s, u"− parameters.columns: array → not set  (removed)"_s};
        QTest::newRow("another type and another limit")
            << record(u"\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}"_s)
            << record(u"\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\",\"maximum\":5}"_s)
            << QStringList{u"~ Schema: 2 parameters → 2 parameters  (parameters.a, parameters.b)"_s,
                           u"~ parameters.a: string → integer  (changed)"_s, u"~ parameters.b: integer → integer  (changed)"_s};
        QTest::newRow("there and back") << record(u"\"a\":{\"type\":\"string\"}"_s) << record(u"\"b\":{\"type\":\"string\"}"_s)
            << QStringList{u"~ Schema: 1 parameter → 1 parameter  (− parameters.a, + parameters.b)"_s,
                           u"− parameters.a: string → not set  (removed)"_s, u"+ parameters.b: not set → string  (added)"_s};
        QTest::newRow("memory") << record(five) << record(five, u",\"memory\":\"512m\""_s)
            << QStringList{u"~ Memory: 256m → 512m  (changed)"_s, u"= Schema: 5 parameters"_s};
        QTest::newRow("something else") << record(five) << record(five, u",\"vendor\":\"me\""_s)
            << QStringList{u"~ Component record: readable → readable  (changed)"_s, u"= Schema: 5 parameters"_s};
        QTest::newRow("the first record") << QString() << record(five) << QStringList{u"~ Schema: no component record → 5 parameters  (changed)"_s};
        QTest::newRow("without a schema") << u"{\"id\":\"demo.splitter\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"demo\"}}}"_s << record(five)
            << QStringList{u"~ Schema: no schema → 5 parameters  (changed)"_s, u"+ parameters.#token: not set → string  (added)"_s,
                           u"+ parameters.a: not set → string  (added)"_s, u"+ parameters.b: not set → integer  (added)"_s,
                           u"+ parameters.c.x: not set → string  (added)"_s, u"+ parameters.c.y: not set → boolean  (added)"_s};
        QTest::newRow("damaged") << record(five) << u"{\"id\":"_s << QStringList{u"~ Schema: 5 parameters → damaged component record  (changed)"_s,
                                                                               u"~ Component record: readable → read the component record:"_s};
    }
    void A1_20_componentRecords()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, lines);
        const auto with = [](const QString &record) {
            ImageRecord image = base();
            if (!record.isEmpty())
                image.details.labels[u"longshore.component"_s] = record;
            return image;
        };
        const ImageComparison comparison = compareImages(with(before), with(after));
        ImageComparison part;
        for (const ImageDifference &row : comparison.properties) {
            if (row.part == ImageDifference::Part::Component)
                part.properties.append(row);
        }
        part.component = comparison.component;
        QStringList found = comparisonText(part, u"a"_s, u"b"_s, false).split(u'\n', Qt::SkipEmptyParts).mid(1);
        QCOMPARE(found.size(), lines.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QVERIFY2(found[i].startsWith(lines[i]) && !found[i].contains(u"s3cret"_s), qPrintable(found[i]));
    }

    void A1_20_asText()
    {
        ImageRecord after = base();
        after.details.env.removeAt(2);
        const QString all = comparisonText(compareImages(base(), after), u"a:1"_s, u"a:2"_s, false);
        QVERIFY(all.startsWith(u"a:1 → a:2\n− LOG_LEVEL: debug → not set  (removed)\n= Size: 181 MB\n"_s));
        QCOMPARE(comparisonText(compareImages(base(), after), u"a:1"_s, u"a:2"_s, true), u"a:1 → a:2\n− LOG_LEVEL: debug → not set  (removed)\n"_s);
    }
};

LONGSHORE_TEST_MAIN(TestImageCompare)
#include "tst_imagecompare.moc"

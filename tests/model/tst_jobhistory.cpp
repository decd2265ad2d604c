// SPDX-License-Identifier: GPL-3.0-or-later
// Random documents and random edits: round trips, undo and redo, merging; and an editor whose file others write.
#include "model/jobs/imagejob.h"
#include "model/jobs/jobeditor.h"
#include "model/jobs/jobmerge.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// Any JSON text of the spellings that people and programs write.
QByteArray randomValue(QRandomGenerator &random, int depth)
{
    static const QByteArrayList scalars{"null",
                                        "true",
                                        "false",
                                        "0",
                                        "-0",
                                        "1.10",
                                        "1e2",
                                        "1.0",
                                        "0.1",
                                        "-17",
                                        "9007199254740993",
                                        "123456789012345678901234567890",
                                        "\"\"",
                                        "\"a b\"",
                                        "\"\\u0000\"",
                                        "\"\xc3\xa9\"",
                                        "\"\xf0\x9f\x9a\xa2\"",
                                        "\"\\\"\\\\\\n\"",
                                        "{}",
                                        "[]"};
    const int kind = depth > 3 ? 0 : random.bounded(4);
    if (kind < 2)
        return scalars[random.bounded(int(scalars.size()))];
    QByteArrayList parts;
    for (int i = random.bounded(4); i > 0; --i) {
        QByteArray part = randomValue(random, depth + 1);
        if (kind == 2)
            part.prepend("\"k" + QByteArray::number(i * 10 + random.bounded(9)) + ".x\": ");
        parts.append(part);
    }
    return kind == 2 ? "{" + parts.join(", ") + "}" : "[" + parts.join(", ") + "]";
}

JobDocument job(const QByteArray &members)
{
    const QByteArray text = R"({"format": "longshore.job/1")" + (members.isEmpty() ? "" : ", " + members) + "}";
    return JobDocument::parse(text, u"/jobs/x.job.json"_s).value_or(JobDocument());
}

JobDocument edited(const JobDocument &from, const QString &path, const QByteArray &json)
{
    JobDocument to = from;
    if (!to.setJsonAt(path, json))
        qFatal("not JSON: %s", json.constData());
    return to;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestJobHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void A39_anyDocumentRoundTrips();
    void A39_numbersThatThePlatformWritesDifferently_data();
    void A39_numbersThatThePlatformWritesDifferently();
    void newKeysStandInTheFormatsOrder();
    void removeTakesEmptyParentsAlong();
    void movedKeepsWhatPathsMean_data();
    void movedKeepsWhatPathsMean();
    void undoAndRedoWalkOverAnyEdits();
    void typingInOnePlaceIsOneStep();
    void mergeLaws();
    void merge_data();
    void merge();
    void outsideChangeIsTakenWhenNothingIsUnsaved();
    void outsideChangeIsMerged();
    void outsideChangeStopsASave();
    void outsideRemovalAndGarbage();
    void O5_anImagesFirstRunHasADefaultBucket_data();
    void O5_anImagesFirstRunHasADefaultBucket();
};

void TestJobHistory::A39_anyDocumentRoundTrips()
{
    QRandomGenerator random(20261128);
    for (int i = 0; i < 2000; ++i) {
        const QByteArray value = randomValue(random, 0);
        const JobDocument first = job("\"zz\": " + value);
        const QByteArray text = first.toJson();
        const Result<JobDocument> second = JobDocument::parse(text, first.path());
        QVERIFY2(second, text.constData());
        QCOMPARE(second->toJson(), text); // one canonical layout
        QCOMPARE(*second, first);
        QByteArray compact = first.jsonAt(u"zz"_s);
        QCOMPARE(compact, writeJson(*scanJson(value, {}), JsonStyle::Compact));
    }
}

void TestJobHistory::A39_numbersThatThePlatformWritesDifferently_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("severity");
    QTest::newRow("whole") << QByteArray("12") << QString();
    QTest::newRow("64 bits") << QByteArray("9007199254740993") << QString();
    QTest::newRow("fraction") << QByteArray("0.1") << QString();
    QTest::newRow("1.10") << QByteArray("1.10") << u"note"_s;
    QTest::newRow("1e2") << QByteArray("1e2") << u"note"_s;
    QTest::newRow("-0") << QByteArray("-0") << u"note"_s;
    QTest::newRow("30 digits") << QByteArray("123456789012345678901234567890") << u"warning"_s;
    QTest::newRow("20 decimals") << QByteArray("0.12345678901234567890") << u"warning"_s;
}

void TestJobHistory::A39_numbersThatThePlatformWritesDifferently()
{
    QFETCH(QByteArray, number);
    QFETCH(QString, severity);
    const JobDocument document = job(R"("configuration": {"parameters": {"n": [)" + number + "]}}");
    QVERIFY(document.toJson().contains(number));
    QString found;
    const Problems problems = document.problems();
    for (const Problem &problem : problems) {
        if (problem.path == "configuration.parameters.n.0"_L1)
            found = problem.severity == Problem::Severity::Note ? u"note"_s : u"warning"_s;
    }
    QCOMPARE(found, severity);
}

void TestJobHistory::newKeysStandInTheFormatsOrder()
{
    JobDocument document = job(R"("extra": {}, "mine": 1)");
    document.setName(u"n"_s);
    QVERIFY(document.setParameters("{}"));
    QVERIFY(document.setJsonAt(u"input.folder"_s, "\"data\""));
    QCOMPARE(writeJson(document.root(), JsonStyle::Compact),
             QByteArray(R"({"format":"longshore.job/1","name":"n","configuration":{"parameters":{}},)"
                        R"("input":{"folder":"data"},"extra":{},"mine":1})"));
}

void TestJobHistory::removeTakesEmptyParentsAlong()
{
    JobDocument document = job(R"("extra": {"env": {"A": "1"}}, "rows": [{"id": "1"}])");
    document.removeAt(u"extra.env.A"_s);
    document.removeAt(u"rows.0.id"_s);
    document.removeAt(u"nothing.here"_s);
    QCOMPARE(document.jsonAt({}), QByteArray(R"({"format":"longshore.job/1","rows":[]})"));
}

void TestJobHistory::movedKeepsWhatPathsMean_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("moved");
    QTest::newRow("same folder") << u"/a/x.json"_s << QByteArray("./d/") << u"/a/y.json"_s << QByteArray("./d/");
    QTest::newRow("down") << u"/a/x.json"_s << QByteArray("d") << u"/a/b/x.json"_s << QByteArray("../d");
    QTest::newRow("up") << u"/a/b/x.json"_s << QByteArray("d") << u"/a/x.json"_s << QByteArray("b/d");
    QTest::newRow("the folder itself") << u"/a/b/x.json"_s << QByteArray("..") << u"/a/x.json"_s << QByteArray(".");
    QTest::newRow("absolute stays") << u"/a/x.json"_s << QByteArray("/a/b/d") << u"/a/b/x.json"_s
                                    << QByteArray("/a/b/d");
    QTest::newRow("new job, inside") << QString() << QByteArray("/a/b/d") << u"/a/b/x.json"_s << QByteArray("d");
    QTest::newRow("new job, outside") << QString() << QByteArray("/c/d") << u"/a/b/x.json"_s << QByteArray("/c/d");
}

void TestJobHistory::movedKeepsWhatPathsMean()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, path);
    QFETCH(QString, to);
    QFETCH(QByteArray, moved);
    const QByteArray text =
        R"({"format": "longshore.job/1", "source": {"folder": "P"}, "input": {"folder": "P", "fileTables": {"t": "P"}}})";
    const JobDocument document =
        JobDocument::parse(QByteArray(text).replace("\"P\"", "\"" + path + "\""), from).value_or(JobDocument());
    const JobDocument there = document.movedTo(to);
    QCOMPARE(there.path(), to);
    for (const QString &at : {u"source.folder"_s, u"input.folder"_s, u"input.fileTables.t"_s})
        QCOMPARE(there.jsonAt(at), "\"" + moved + "\"");
    if (!from.isEmpty())
        QCOMPARE(there.input().folder, document.input().folder);
}

void TestJobHistory::undoAndRedoWalkOverAnyEdits()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 50; ++round) {
        JobHistory history(job({}));
        QByteArrayList texts{history.document().toJson()};
        qsizetype at = 0;
        for (int i = 0; i < 60; ++i) {
            switch (random.bounded(3)) {
            case 0:
                history.undo();
                at = qMax(qsizetype(0), at - 1);
                break;
            case 1:
                history.redo();
                at = qMin(texts.size() - 1, at + 1);
                break;
            default:
                if (history.change(edited(history.document(), u"k%1"_s.arg(random.bounded(5)), randomValue(random, 2)),
                                   u"edit"_s)) {
                    texts.resize(at + 1);
                    texts.append(history.document().toJson());
                    at = texts.size() - 1;
                }
            }
            QCOMPARE(history.document().toJson(), texts[at]);
            QCOMPARE(history.canUndo(), at > 0);
            QCOMPARE(history.canRedo(), at + 1 < texts.size());
        }
    }
}

void TestJobHistory::typingInOnePlaceIsOneStep()
{
    JobHistory history(job({}));
    history.setSaved(history.document());
    for (const char *text : {"\"a\"", "\"ab\"", "\"abc\""})
        history.change(edited(history.document(), u"k"_s, text), u"K"_s, u"k"_s);
    history.change(edited(history.document(), u"l"_s, "1"), u"L"_s, u"l"_s);
    QCOMPARE(history.undoText(), u"L"_s);
    history.undo();
    QCOMPARE(history.document().jsonAt(u"k"_s), QByteArray("\"abc\""));
    QCOMPARE(history.undoText(), u"K"_s);
    QCOMPARE(history.redoText(), u"L"_s);
    history.undo();
    QVERIFY(!history.canUndo());
    QVERIFY(!history.isModified());
    // Typed and taken back leaves nothing to undo; `1` and `1.0` differ.
    history.change(edited(history.document(), u"k"_s, "1"), u"K"_s, u"k"_s);
    history.closeStep();
    QVERIFY(history.change(edited(history.document(), u"k"_s, "1.0"), u"K"_s, u"k"_s));
    QVERIFY(history.change(edited(history.document(), u"k"_s, "1"), u"K"_s, u"k"_s));
    QCOMPARE(history.document().jsonAt(u"k"_s), QByteArray("1"));
    history.undo();
    QVERIFY(!history.canUndo());
}

void TestJobHistory::mergeLaws()
{
    QRandomGenerator random(11);
    for (int i = 0; i < 500; ++i) {
        const JobDocument base = job("\"zz\": " + randomValue(random, 0));
        const JobDocument x = edited(base, u"zz"_s, randomValue(random, 0));
        const JobDocument y = edited(edited(base, u"zz"_s, randomValue(random, 0)), u"yy"_s, "1");
        QCOMPARE(mergeJobs(base, x, base).merged, x);
        QCOMPARE(mergeJobs(base, base, x).merged, x);
        QCOMPARE(mergeJobs(base, y, y).merged, y);
        const JobMerge both = mergeJobs(base, x, y);
        QCOMPARE(both.merged.jsonAt(u"yy"_s), QByteArray("1"));
        // With the other way round the same places are in conflict.
        QStringList one = both.conflicts;
        QStringList other = mergeJobs(base, y, x).conflicts;
        one.sort();
        other.sort();
        QCOMPARE(one, other);
    }
}

void TestJobHistory::merge_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged");
    QTest::addColumn<QStringList>("conflicts");
    const auto row = [](const char *name, const char *base, const char *mine, const char *theirs, const char *merged,
                        const QStringList &conflicts = {}) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs) << QByteArray(merged)
                            << conflicts;
    };
    row("two keys", R"({"a":1,"b":1})", R"({"a":2,"b":1})", R"({"a":1,"b":2})", R"({"a":2,"b":2})");
    row("one key", R"({"a":1})", R"({"a":2})", R"({"a":3})", R"({"a":2})", {u"zz.a"_s});
    row("added between", R"({"a":1,"c":1})", R"({"a":2,"c":1})", R"({"a":1,"b":1,"c":1})", R"({"a":2,"b":1,"c":1})");
    row("removed and kept", R"({"a":1,"b":1})", R"({"a":1})", R"({"a":2,"b":1})", R"({"a":2})");
    row("removed and changed", R"({"a":1,"b":1})", R"({"b":1})", R"({"a":2,"b":1})", R"({"b":1})", {u"zz.a"_s});
    row("lists by index", "[1,2]", "[3,2]", "[1,4]", "[3,4]");
    row("lists of another length", "[1]", "[1,2]", "[0]", "[1,2]", {u"zz"_s});
    row("rows by id", R"([{"id":"1","x":1},{"id":"2"}])", R"([{"id":"1","x":2},{"id":"2"},{"id":"4"}])",
        R"([{"id":"1","x":1},{"id":"3"}])", R"([{"id":"1","x":2},{"id":"3"},{"id":"4"}])");
    row("spelling", "1", "1", "1.0", "1.0");
    row("both added the same", "{}", R"({"a":1})", R"({"a":1})", R"({"a":1})");
}

void TestJobHistory::merge()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, mine);
    QFETCH(QByteArray, theirs);
    const JobMerge merge = mergeJobs(job("\"zz\": " + base), job("\"zz\": " + mine), job("\"zz\": " + theirs));
    QTEST(merge.merged.jsonAt(u"zz"_s), "merged");
    QTEST(merge.conflicts, "conflicts");
}

void TestJobHistory::outsideChangeIsTakenWhenNothingIsUnsaved()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"x.job.json"_s);
    write(path, job(R"("name": "one")").toJson());
    const auto editor = JobEditor::open(path);
    QVERIFY(editor);
    write(path, job(R"("name": "two")").toJson());
    QSignalSpy changed(editor->get(), &JobEditor::changed);
    (*editor)->checkFile();
    QCOMPARE(changed.size(), 1);
    QCOMPARE((*editor)->document().name(), u"two"_s);
    QVERIFY(!(*editor)->isModified());
    (*editor)->undo();
    QCOMPARE((*editor)->document().name(), u"one"_s);
    QVERIFY((*editor)->isModified());
}

void TestJobHistory::outsideChangeIsMerged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"x.job.json"_s);
    write(path, job(R"("name": "one", "note": "a")").toJson());
    const auto opened = JobEditor::open(path);
    QVERIFY(opened);
    JobEditor &editor = **opened;
    editor.change(edited(editor.document(), u"name"_s, "\"mine\""), u"Name"_s);
    write(path, job(R"("name": "one", "note": "b")").toJson());
    QSignalSpy outside(&editor, &JobEditor::outsideChanged);
    editor.checkFile();
    editor.checkFile();
    QCOMPARE(outside.size(), 1);
    QCOMPARE(editor.outside(), JobEditor::Outside::Changed);
    QCOMPARE(editor.conflicts(), QStringList());
    editor.mergeOutside();
    QCOMPARE(editor.document().name(), u"mine"_s);
    QCOMPARE(editor.document().jsonAt(u"note"_s), QByteArray("\"b\""));
    QVERIFY(editor.isModified());
    QVERIFY(editor.save());
    QVERIFY(!editor.isModified());
    editor.undo();
    QCOMPARE(editor.document().jsonAt(u"note"_s), QByteArray("\"a\""));
}

void TestJobHistory::outsideChangeStopsASave()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"x.job.json"_s);
    write(path, job(R"("name": "one")").toJson());
    const auto opened = JobEditor::open(path);
    QVERIFY(opened);
    JobEditor &editor = **opened;
    editor.change(edited(editor.document(), u"name"_s, "\"mine\""), u"Name"_s);
    const QByteArray theirs = job(R"("name": "theirs")").toJson();
    write(path, theirs);
    const Result<void> refused = editor.save();
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::Conflict);
    QCOMPARE(editor.conflicts(), QStringList{u"name"_s});
    QCOMPARE(JobDocument::load(path)->name(), u"theirs"_s); // untouched
    editor.keepMine();
    QVERIFY(editor.isModified());
    QVERIFY(editor.save());
    QCOMPARE(JobDocument::load(path)->name(), u"mine"_s);
    write(path, theirs);
    editor.change(edited(editor.document(), u"x"_s, "1"), u"X"_s);
    editor.checkFile();
    editor.takeOutside();
    QCOMPARE(editor.document().name(), u"theirs"_s);
    QVERIFY(!editor.isModified());
}

void TestJobHistory::outsideRemovalAndGarbage()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"x.job.json"_s);
    write(path, job(R"("name": "one")").toJson());
    const auto opened = JobEditor::open(path);
    QVERIFY(opened);
    JobEditor &editor = **opened;
    write(path, "{ half");
    editor.checkFile();
    QCOMPARE(editor.outside(), JobEditor::Outside::Unreadable);
    QVERIFY(!editor.outsideError().isEmpty());
    QVERIFY(!editor.save());
    editor.keepMine();
    QVERIFY(editor.save());
    QVERIFY(QFile::remove(path));
    editor.checkFile();
    QCOMPARE(editor.outside(), JobEditor::Outside::Gone);
    QVERIFY(editor.isModified());
    QVERIFY(editor.save());
    QCOMPARE(JobDocument::load(path)->name(), u"one"_s);
}

void TestJobHistory::O5_anImagesFirstRunHasADefaultBucket_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("bucket");
    const QByteArray data = R"("id": "c", "data": {"definition": {"type": "dockerhub", "uri": "u"})";
    QTest::newRow("plain image") << u"localhost:5000/a/my.tool:1"_s << QByteArray() << QByteArray("\"out.c-my-tool\"");
    QTest::newRow("component") << u"x/y"_s << "{" + data + "}}" << QByteArray("\"out.c-y\"");
    QTest::newRow("its own default bucket") << u"x/y"_s << "{" + data + R"(, "default_bucket": true}})" << QByteArray();
    QTest::newRow("its own mapping")
        << u"x/y"_s
        << "{" + data + R"(}, "emptyConfiguration": {"storage": {"output": {"tables": [{"source": "a"}]}}}})"
        << QByteArray();
}

void TestJobHistory::O5_anImagesFirstRunHasADefaultBucket()
{
    QFETCH(QString, image);
    QFETCH(QByteArray, record);
    const JobDocument made = jobForImage(image, record);
    QVERIFY(made.requireValid());
    QTEST(made.jsonAt(u"configuration.storage.output.default_bucket"_s), "bucket");
}

LONGSHORE_TEST_MAIN(TestJobHistory)
#include "tst_jobhistory.moc"

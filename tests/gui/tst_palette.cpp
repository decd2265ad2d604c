// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: what is found and in which order, and how it is walked through by keys.
#include "app/palettesources.h"
#include "model/images/imagetreemodel.h"
#include "model/jobs/jobsmodel.h"
#include "tests/gui/shellfixture.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/shell/palette.h"
#include "ui/shell/palettelist.h"
#include "ui/theme/icons.h"

#include <QListView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

using Kind = PaletteEntry::Kind;

PaletteEntry entry(Kind kind, const QString &text, const QString &note = {}, const QKeySequence &keys = {})
{
    const QString icons[]{u"view-form"_s, u"package"_s, u"view-history"_s, u"draw-cuboid"_s, text.startsWith(u"Run "_s) ? u"media-playback-start"_s : QString()};
    const QString &icon = icons[int(kind)];
    return {kind, text, note, icon.isEmpty() ? QIcon() : Icons::get(icon), keys, {}, {}};
}

QList<PaletteEntry> sample()
{
    return {entry(Kind::Job, u"Split comments"_s, u"split-comments.job.json"_s),
            entry(Kind::Action, u"Run job Split comments…"_s, u"last run: success, 2 h"_s),
            entry(Kind::Job, u"Split orders by day"_s, u"split-orders.job.json"_s),
            entry(Kind::Image, u"longshore/demo-text-splitter:1.0.0"_s, u"182 MB, 2 h old"_s),
            entry(Kind::Action, u"Run longshore/demo-text-splitter:1.0.0…"_s, u"image, opens the form"_s),
            entry(Kind::Image, u"longshore/demo-text-splitter:0.9.2"_s, u"181 MB, 6 d old"_s),
            entry(Kind::Image, u"python:3.12-slim"_s, u"125 MB, 16 d old"_s),
            entry(Kind::Run, u"Split comments"_s, u"success, 23 Nov 2026, 10:04, 4.2 s"_s),
            entry(Kind::Container, u"split-dev"_s, u"Running, longshore/demo-text-splitter:dev"_s),
            entry(Kind::Action, u"Run again"_s, u"Run"_s, QKeySequence(Qt::CTRL | Qt::Key_R)),
            entry(Kind::Action, u"Runs"_s, u"Go to"_s, QKeySequence(Qt::CTRL | Qt::Key_3)),
            entry(Kind::Action, u"Larger text"_s, u"View"_s, QKeySequence(Qt::CTRL | Qt::Key_Plus))};
}

/// "# heading" and entries with what was typed in brackets.
QStringList picture(const QList<PaletteEntry> &entries, const PaletteResult &result)
{
    QStringList lines;
    for (const PaletteRow &row : result.rows) {
        QString line = row.entry < 0 ? u"# "_s + row.heading : entries[row.entry].text;
        for (auto part = row.parts.crbegin(); part != row.parts.crend(); ++part)
            line.insert(part->start + part->length, u']').insert(part->start, u'[');
        lines.append(line);
    }
    return lines;
}

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void A13_162_findsAcrossAll_data();
    void A13_162_findsAcrossAll();
    void someOfEachKind();
    void A13_161_keysSkipHeadings();
    void A13_161_choosingClosesFirst();
    void A02_textsAreMadeVisible();
    void A13_162_everyTagIsFound();
    void jobsThatCannotBeReadCannotBeRun();
};

void TestPalette::A13_162_findsAcrossAll_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("shown");
    QTest::addColumn<int>("found");
    const QStringList actions{u"# Actions"_s, u"Run job Split comments…"_s, u"Run longshore/demo-text-splitter:1.0.0…"_s, u"Run again"_s, u"Runs"_s, u"Larger text"_s};
    QTest::newRow("nothing typed: all actions") << u""_s << actions << 5;
    QTest::newRow("> asks for actions") << u">"_s << actions << 5;
    QTest::newRow("every word, case aside") << u"RUN sp"_s
        << QStringList{u"# Best match"_s, u"[Run] job [Sp]lit comments…"_s, u"[Run] longshore/demo-text-[sp]litter:1.0.0…"_s,
                       u"# Containers"_s, u"[sp]lit-dev"_s}
        << 3; // the container is running
    QTest::newRow("a beginning, a word's beginning, its middle, a note") << u"text"_s
        << QStringList{u"# Best match"_s, u"longshore/demo-[text]-splitter:1.0.0"_s, u"Run longshore/demo-[text]-splitter:1.0.0…"_s, u"# Images"_s,
                       u"longshore/demo-[text]-splitter:0.9.2"_s, u"# Containers"_s, u"split-dev"_s, u"# Actions"_s, u"Larger [text]"_s}
        << 5;
    QTest::newRow(": asks for images") << u":split 0.9"_s << QStringList{u"# Best match"_s, u"longshore/demo-text-[split]ter:[0.9].2"_s} << 1;
    QTest::newRow("# asks for runs") << u"# comments"_s << QStringList{u"# Best match"_s, u"Split [comments]"_s} << 1;
    QTest::newRow("notes are found as well") << u"go to"_s << QStringList{u"# Best match"_s, u"Runs"_s} << 1;
    QTest::newRow("nothing is found") << u"zebra"_s << QStringList() << 0;
    QTest::newRow("only spaces") << u"   "_s << actions << 5;
}

void TestPalette::A13_162_findsAcrossAll()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, shown);
    QFETCH(int, found);
    const QList<PaletteEntry> entries = sample();
    const PaletteResult result = searchPalette(entries, typed);
    QCOMPARE(picture(entries, result), shown);
    QCOMPARE(result.found, found);
}

void TestPalette::someOfEachKind()
{
    QList<PaletteEntry> entries;
    for (int i = 0; i < 3000; ++i)
        entries.append(entry(Kind::Image, u"app/tool:%1"_s.arg(i)));
    entries.append(entry(Kind::Action, u"Tools"_s));
    const PaletteResult result = searchPalette(entries, u"tool"_s);
    QCOMPARE(result.found, 3001);
    QCOMPARE(picture(entries, result).first(3), (QStringList{u"# Best match"_s, u"[Tool]s"_s, u"app/[tool]:0"_s}));
    QCOMPARE(result.rows.size(), 3 + 6); // five more images below their heading
}

void TestPalette::A13_161_keysSkipHeadings()
{
    const Theme theme(qApp);
    CommandPalette palette;
    palette.setEntries(sample());
    palette.resize(640, 560);
    palette.show();
    auto *list = palette.findChild<QListView *>();
    QTest::keyClicks(palette.lineEdit(), u"split"_s);
    const auto current = [&] { return list->currentIndex().data().toString(); };
    QStringList walked{current()};
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(palette.lineEdit(), Qt::Key_Down);
        if (current() != walked.back())
            walked.append(current());
    }
    QCOMPARE(walked, (QStringList{u"Split comments"_s, u"Split orders by day"_s, u"longshore/demo-text-splitter:1.0.0"_s,
                                  u"longshore/demo-text-splitter:0.9.2"_s, u"Split comments"_s, u"split-dev"_s, u"Run job Split comments…"_s,
                                  u"Run longshore/demo-text-splitter:1.0.0…"_s}));
    QTest::keyClick(palette.lineEdit(), Qt::Key_PageUp);
    QCOMPARE(current(), walked.front());
    QTest::keyClick(palette.lineEdit(), Qt::Key_Up); // a heading is all that stands above
    QCOMPARE(current(), walked.front());
    QTest::keyClicks(palette.lineEdit(), u" zebra"_s);
    QVERIFY(!list->currentIndex().isValid());
    QTest::keyClick(palette.lineEdit(), Qt::Key_Down);
    QTest::keyClick(palette.lineEdit(), Qt::Key_Return);
}

void TestPalette::A13_161_choosingClosesFirst()
{
    QTemporaryDir store;
    Shell shell(store.path());
    bool wasOpen = true;
    int asked = 0;
    int ran = 0;
    shell.window.addPaletteSource([&] {
        ++asked;
        PaletteEntry found = entry(Kind::Image, u"app/tool:1"_s);
        found.go = [&] { wasOpen = shell.find<QLineEdit>("paletteText")->isVisible(); };
        found.run = [&] { ++ran; };
        return QList<PaletteEntry>{found};
    });
    QTest::keyClick(&shell.window, Qt::Key_K, Qt::ControlModifier);
    auto *text = shell.find<QLineEdit>("paletteText");
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, u":tool"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QVERIFY(!wasOpen);
    QCOMPARE(ran, 0);
    QTest::keyClick(&shell.window, Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(asked, 2);
    QCOMPARE(text->text(), QString());
    QTest::keyClicks(text, u":tool"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(ran, 1);
}

void TestPalette::A02_textsAreMadeVisible()
{
    PaletteModel model;
    model.setEntries({entry(Kind::Action, u"a\nb\u202ec"_s)});
    const QString shown = model.index(1).data().toString();
    QVERIFY2(!shown.contains(u'\u202e'), qPrintable(shown));
    model.search(u"zebra"_s);
    QCOMPARE(model.rowCount(), 0);
}

void TestPalette::A13_162_everyTagIsFound()
{
    const Theme theme(qApp);
    const ImageFixtures data = ImageFixtures::mockup();
    ImageTreeModel model;
    model.setNow(data.now);
    model.applySnapshot(data.images);
    QStringList shown;
    QStringList run;
    for (const bool rowPerImage : {false, true}) {
        model.setArrangement({ImageGrouping::Repository, rowPerImage});
        shown.clear();
        run.clear();
        for (const PaletteEntry &found : imageEntries(model, [&](const ImageTag &tag) { shown.append(tag.reference); }, [&](const ImageTag &tag) { run.append(tag.reference); }))
            found.go();
        shown.sort();
        run.sort();
        QCOMPARE(shown.size(), model.totals().tags);
        QCOMPARE(run, shown);
        QVERIFY(shown.contains(u"longshore/demo-text-splitter:1.0.0"_s));
        QVERIFY(!shown.contains(QString()));
    }
}

void TestPalette::jobsThatCannotBeReadCannotBeRun()
{
    const Theme theme(qApp);
    JobsModel jobs;
    jobs.applySnapshot({{u"/w/a.job.json"_s, u"a"_s, u"Split"_s, u"x:1"_s, {}, {}}, {u"/w/b.job.json"_s, {}, {}, {}, {}, u"is no JSON"_s}});
    QStringList texts;
    QStringList done;
    for (const PaletteEntry &found : jobEntries(jobs, [&](const JobEntry &job) { done.append(u"open "_s + job.path); }, [&](const JobEntry &job) { done.append(u"run "_s + job.path); })) {
        texts.append(found.text);
        found.go();
        if (found.run && found.kind == Kind::Job)
            found.run();
    }
    QCOMPARE(texts, (QStringList{u"Split"_s, u"Run job Split…"_s, u"b.job.json"_s}));
    QCOMPARE(done, (QStringList{u"open /w/a.job.json"_s, u"run /w/a.job.json"_s, u"run /w/a.job.json"_s, u"open /w/b.job.json"_s}));
}

LONGSHORE_GUI_TEST_MAIN(TestPalette)
#include "tst_palette.moc"

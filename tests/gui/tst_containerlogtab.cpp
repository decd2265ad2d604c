// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logroom.h"
#include "model/settings.h"
#include "tests/gui/lighttheme.h"
#include "tests/support/fakeengine.h"
#include "tests/support/testmain.h"
#include "ui/containers/containerlogtab.h"
#include "ui/widgets/marklabel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace longshore;
using namespace Qt::StringLiterals;
using longshore::test::FakeEngine;

namespace
{

struct Shown {
    Shown(FakeEngine &engine, Settings &settings, const QString &image = u"quay.io/x/y:1"_s)
    {
        ContainerSummary container;
        container.id = {QString::fromLatin1(engine.id())};
        container.names = {u"box"_s};
        container.image = image;
        tab = std::make_unique<ContainerLogTab>(room, engine.endpoint(), container, LogServices{nullptr, &settings});
        tab->resize(1000, 500);
        tab->show();
        tab->activateWindow();
    }
    template<class T>
    T *find(const char *name)
    {
        return tab->findChild<T *>(QLatin1String(name));
    }
    QComboBox *range() { return find<QComboBox>("logRange"); }
    QStringList lines() { return tab->pane()->view()->paintedTexts(); }

    LogRoom room{QDir::tempPath()};
    std::unique_ptr<ContainerLogTab> tab;
};

} // namespace

/// The Log tab of a container (peers 84).
class TestContainerLogTab : public QObject
{
    Q_OBJECT

    test::LightTheme m_look;

    static QString asked(const FakeEngine &engine, const QString &what) { return QUrlQuery(QString::fromLatin1(engine.lastLogQuery())).queryItemValue(what); }

private Q_SLOTS:
    void F84_fromToLines()
    {
        FakeEngine engine;
        engine.makeContainer();
        for (int i = 0; i < 5; ++i)
            engine.write("line " + QByteArray::number(i) + '\n');
        QTemporaryDir folder;
        Settings settings(folder.path());
        Shown shown(engine, settings);
        QTRY_COMPARE(shown.lines().size(), 5);
        QVERIFY(!shown.find<QWidget>("logPartBar")->isVisible());
        QTest::keyClick(shown.range(), Qt::Key_End);
        QVERIFY(shown.find<QWidget>("logPartBar")->isVisible());
        QCOMPARE(shown.lines().size(), 5); // until it is said which part
        auto *from = shown.find<QLineEdit>("logPartFrom");
        QTRY_VERIFY(from->hasFocus());
        QTest::keyClicks(from, u"yesterday"_s);
        QTest::keyClick(from, Qt::Key_Return);
        QVERIFY(shown.find<MarkLabel>("logPartProblem")->text().contains(u"yesterday"_s));
        QCOMPARE(shown.lines().size(), 5);
        from->setText(u"2025-12-31 10:00Z"_s);
        shown.find<QLineEdit>("logPartTo")->setText(u"2026-01-02 00:00:00.5Z"_s);
        shown.find<QSpinBox>("logPartLines")->setValue(2);
        QTest::keyClick(from, Qt::Key_Return);
        QTRY_COMPARE(shown.lines(), (QStringList{u"line 3"_s, u"line 4"_s}));
        QCOMPARE(asked(engine, u"since"_s), u"1767175200.000000000"_s);
        QCOMPARE(asked(engine, u"until"_s), u"1767312000.500000000"_s);
        QCOMPARE(asked(engine, u"tail"_s), u"2"_s);
        QVERIFY(shown.find<QWidget>("logPartBar")->isVisible()); // says what is shown
        QTRY_VERIFY(shown.tab->pane()->view()->hasFocus());
        shown.range()->setCurrentIndex(0);
        QTRY_COMPARE(shown.lines().size(), 5);
        QVERIFY(!shown.find<QWidget>("logPartBar")->isVisible());
        QCOMPARE(asked(engine, u"until"_s), QString());
    }

    void F84_escapeLeavesWhatIsShown()
    {
        FakeEngine engine;
        engine.makeContainer();
        engine.write("line\n");
        QTemporaryDir folder;
        Settings settings(folder.path());
        Shown shown(engine, settings);
        QTRY_COMPARE(shown.lines().size(), 1);
        const int asked = engine.count("logs");
        shown.range()->setCurrentIndex(shown.range()->count() - 1);
        QTest::keyClick(shown.find<QLineEdit>("logPartTo"), Qt::Key_Escape);
        QCOMPARE(shown.range()->currentIndex(), 0);
        QVERIFY(!shown.find<QWidget>("logPartBar")->isVisible());
        QCOMPARE(engine.count("logs"), asked);
    }

    void F84_nothingInThatPart()
    {
        FakeEngine engine;
        engine.makeContainer();
        engine.write("line\n");
        QTemporaryDir folder;
        Settings settings(folder.path());
        Shown shown(engine, settings);
        QTRY_COMPARE(shown.lines().size(), 1);
        shown.range()->setCurrentIndex(shown.range()->count() - 1);
        shown.find<QLineEdit>("logPartFrom")->setText(u"2026-02-01"_s);
        shown.find<QLineEdit>("logPartTo")->setText(u"2026-02-02"_s);
        QTest::keyClick(shown.find<QLineEdit>("logPartTo"), Qt::Key_Enter);
        QTRY_COMPARE(shown.tab->pane()->view()->emptyTexts().value(0), u"No output in this part of the log"_s);
    }

    /// Lines and spans are what somebody likes of an image; times are of one container.
    void F84_rememberedPerImage()
    {
        FakeEngine engine;
        engine.makeContainer();
        QTemporaryDir folder;
        Settings settings(folder.path());
        Shown(engine, settings).range()->setCurrentIndex(1);
        {
            Shown shown(engine, settings, u"quay.io/x/y:2"_s);
            QCOMPARE(shown.range()->currentIndex(), 1);
            QTRY_COMPARE(asked(engine, u"tail"_s), u"1000"_s);
            shown.range()->setCurrentIndex(shown.range()->count() - 1);
        }
        QCOMPARE(Shown(engine, settings).range()->currentIndex(), 1);
        QCOMPARE(Shown(engine, settings, u"other"_s).range()->currentIndex(), 0);
    }
};

LONGSHORE_GUI_TEST_MAIN(TestContainerLogTab)
#include "tst_containerlogtab.moc"

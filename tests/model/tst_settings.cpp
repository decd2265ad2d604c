// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaults()
    {
        const QTemporaryDir dir;
        const Settings settings(dir.path());
        QCOMPARE(settings.fileName(), dir.filePath(u"settings.ini"_s));
        QVERIFY(settings.savedEndpoint().isEmpty());
        QCOMPARE(settings.theme(), Settings::Theme::System);
        QCOMPARE(settings.fontScale(), 1.0);
        QCOMPARE(settings.workspaceFolders(), QStringList{QDir::homePath() + u"/Longshore"_s});
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(settings.viewState(u"images/columns"_s).isEmpty());
    }
    void survivesARestart()
    {
        const QTemporaryDir dir;
        const QByteArray bytes("\0\1\xff geometry", 12);
        {
            Settings settings(dir.path());
            QSignalSpy themes(&settings, &Settings::themeChanged);
            settings.setSavedEndpoint(u"unix:///a,b;c.sock"_s);
            settings.setTheme(Settings::Theme::Dark);
            settings.setTheme(Settings::Theme::Dark);
            settings.setFontScale(1.4);
            settings.setWorkspaceFolders({u"/ä b"_s, u"/c"_s});
            settings.setWindowGeometry(bytes);
            settings.setCurrentPage(u"runs"_s);
            settings.setViewState(u"images/columns"_s, bytes);
            settings.setSavedFilters(u"images"_s, {{u"big, old"_s, u"size>500M older:30d"_s}, {u"ä"_s, u"label:\"a b\""_s}});
            settings.setSavedFilters(u"runs"_s, {{u"x"_s, u"y"_s}});
            settings.setSavedFilters(u"runs"_s, {});
            QVERIFY(settings.save());
            QCOMPARE(themes.size(), 1);
        }
        const Settings settings(dir.path());
        QCOMPARE(settings.savedEndpoint(), u"unix:///a,b;c.sock"_s);
        QCOMPARE(settings.theme(), Settings::Theme::Dark);
        QCOMPARE(settings.fontScale(), 1.4);
        QCOMPARE(settings.workspaceFolders(), QStringList({u"/ä b"_s, u"/c"_s}));
        QCOMPARE(settings.windowGeometry(), bytes);
        QCOMPARE(settings.currentPage(), u"runs"_s);
        QCOMPARE(settings.viewState(u"images/columns"_s), bytes);
        const QList<SavedFilter> filters{{u"big, old"_s, u"size>500M older:30d"_s}, {u"ä"_s, u"label:\"a b\""_s}};
        QCOMPARE(settings.savedFilters(u"images"_s), filters);
        QVERIFY(settings.savedFilters(u"runs"_s).isEmpty());
    }
    void damagedValuesGiveDefaults_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("words for numbers") << QByteArray("[look]\nfontScale=big\ntheme=purple\n");
        QTest::newRow("not a number") << QByteArray("[look]\nfontScale=nan\n");
        QTest::newRow("garbage") << QByteArray("\x00\xff[[[=\n", 7);
    }
    void damagedValuesGiveDefaults()
    {
        QFETCH(QByteArray, file);
        const QTemporaryDir dir;
        QFile out(dir.filePath(u"settings.ini"_s));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(file);
        out.close();
        const Settings settings(dir.path());
        QCOMPARE(settings.fontScale(), 1.0);
        QCOMPARE(settings.theme(), Settings::Theme::System);
    }
    void absurdFontSizeIsBounded()
    {
        const QTemporaryDir dir;
        Settings settings(dir.path());
        settings.setFontScale(500);
        QCOMPARE(settings.fontScale(), 3.0);
    }
    void unwritableStoreIsSaid()
    {
        const QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"settings.ini"_s)); // holds for root, too
        Settings settings(dir.path());
        settings.setCurrentPage(u"runs"_s);
        const Result<void> saved = settings.save();
        QVERIFY(!saved);
        QVERIFY(saved.error().kind == Error::Kind::StoreUnwritable);
        QVERIFY(saved.error().sentence().contains(dir.path()));
    }
};

LONGSHORE_TEST_MAIN(TestSettings)
#include "tst_settings.moc"

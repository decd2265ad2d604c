// SPDX-License-Identifier: GPL-3.0-or-later
// What of a container's changes is told as written outside /data (F1).
#include "model/run/outsidechanges.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

class TestOutsideChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F1_outside_data()
    {
        QTest::addColumn<QString>("changes"); ///< as `docker diff` writes them: "C /etc", "A /x", "D /y"
        QTest::addColumn<QString>("outside");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("its own folders") << u"A /data A /data/out A /data/out/tables/x C /tmp A /tmp/y"_s << QString();
        QTest::newRow("what engines make")
            << u"C /etc A /etc/hosts C /etc/resolv.conf C /run A /run/.containerenv A /run/secrets A /run/secrets/x C /dev A "
               "/dev/console A /.dockerenv"_s
            << QString();
        QTest::newRow("a folder that an engine had to make") << u"A /etc A /etc/app A /etc/app/x A /run"_s << u"A /etc/app"_s;
        QTest::newRow("a file") << u"C /var C /var/cache A /var/cache/x"_s << u"A /var/cache/x"_s;
        QTest::newRow("a folder with all in it") << u"C /root A /root/.cache A /root/.cache/a A /root/.cache/a/b"_s
                                                 << u"A /root/.cache"_s;
        QTest::newRow("a name that begins alike") << u"A /opt/a A /opt/a-b A /opt/a/x C /opt"_s << u"A /opt/a-b A /opt/a"_s;
        QTest::newRow("data is a name, not a beginning") << u"A /database"_s << u"A /database"_s;
        QTest::newRow("changed and deleted") << u"C /etc C /etc/shadow D /etc/motd"_s << u"D /etc/motd C /etc/shadow"_s;
        QTest::newRow("a folder that was only touched") << u"C /srv"_s << u"C /srv"_s;
    }
    void F1_outside()
    {
        QFETCH(QString, changes);
        QFETCH(QString, outside);
        const QString letters = u"CAD"_s;
        QList<FileChange> list;
        const QStringList words = changes.split(u' ', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i + 1 < words.size(); i += 2)
            list.append({words[i + 1], FileChange::Kind(letters.indexOf(words[i]))});
        const OutsideChanges found = outsideChanges(list);
        QStringList told;
        for (const FileChange &change : found.paths)
            told.append(letters.mid(int(change.kind), 1) + u' ' + change.path);
        QCOMPARE(told.join(u' '), outside);
        QCOMPARE(OutsideChanges::fromJson(found.toJson()), found);
    }

    void atMostAThousand()
    {
        QList<FileChange> list;
        for (int i = 0; i < 2500; ++i)
            list.append({u"/x/%1"_s.arg(i), FileChange::Kind::Added});
        const OutsideChanges found = outsideChanges(list);
        QCOMPARE(found.paths.size(), OutsideChanges::most);
        QCOMPARE(found.left, 1500);
    }

    void troubleIsKept()
    {
        const OutsideChanges found =
            outsideChanges(fail(Error::make(Error::Kind::Engine, u"ask"_s, u"not supported"_s)));
        QCOMPARE(found.trouble, u"not supported"_s);
        QCOMPARE(OutsideChanges::fromJson(found.toJson()), found);
        QCOMPARE(OutsideChanges::fromJson("nonsense"), OutsideChanges());
    }
};

LONGSHORE_TEST_MAIN(TestOutsideChanges)
#include "tst_outsidechanges.moc"

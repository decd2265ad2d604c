// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/podmanconf.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(longshore::PodmanHost)

class TestPodmanConf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void conf_data()
    {
        QTest::addColumn<PodmanHost>("host");
        QTest::addColumn<QStringList>("holds");
        QTest::addColumn<QStringList>("lacks");
        PodmanHost desktop;
        desktop.systemd = true;
        desktop.runc = desktop.crun = u"/usr/bin/x"_s;
        QTest::newRow("a desktop is left as it is") << desktop << QStringList{u"[engine]"_s}
                                                    << QStringList{u"default_ulimits"_s, u"cgroupfs"_s, u"runtime"_s};
        PodmanHost bare = desktop;
        bare.systemd = false;
        QTest::newRow("no systemd") << bare
                                    << QStringList{u"cgroup_manager = \"cgroupfs\""_s, u"events_logger = \"file\""_s}
                                    << QStringList{u"default_ulimits"_s};
        PodmanHost capless = bare;
        capless.mayRaiseLimits = false;
        capless.openFiles = 20000;
        capless.processes = 96365;
        QTest::newRow("no CAP_SYS_RESOURCE")
            << capless << QStringList{u"default_ulimits = [\"nofile=20000:20000\", \"nproc=96365:96365\"]"_s}
            << QStringList();
        PodmanHost hybrid = bare;
        hybrid.hybridCgroups = true;
        QTest::newRow("crun refuses hybrid cgroups") << hybrid << QStringList{u"runtime = \"runc\""_s} << QStringList();
        hybrid.runc.clear();
        QTest::newRow("no runc to choose") << hybrid << QStringList() << QStringList{u"runtime"_s};
    }
    void conf()
    {
        QFETCH(PodmanHost, host);
        QFETCH(QStringList, holds);
        QFETCH(QStringList, lacks);
        const QString text = containersConf(host);
        for (const QString &part : holds)
            QVERIFY2(text.contains(part), qPrintable(text));
        for (const QString &part : lacks)
            QVERIFY2(!text.contains(part), qPrintable(text));
    }
};

LONGSHORE_TEST_MAIN(TestPodmanConf)
#include "tst_podmanconf.moc"

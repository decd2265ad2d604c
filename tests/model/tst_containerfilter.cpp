// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerfilter.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{
const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
}

class tst_ContainerFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The container asked about: "Web-1" of quay.io/keboola/python-x:3.12, out of memory with 137, 40 days old,
    /// port 8080 published for 80, made by a run.
    void terms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const QString &text, bool matches) { QTest::newRow(qPrintable(text)) << text << matches; };
        row(u""_s, true);
        row(u"web"_s, true);
        row(u"WEB python"_s, true);
        row(u"web php"_s, false);
        row(u"main.py"_s, true); // its command
        row(u"ab12"_s, true);
        row(u"sha256:ab12"_s, true);
        row(u"b12"_s, false);
        row(u"-web"_s, false);
        row(u"-php"_s, true);
        row(u"python-x:3.12"_s, true); // no key: a word
        row(u"name:web"_s, true);
        row(u"name:python"_s, false);
        row(u"-name:python"_s, true);
        row(u"image:python"_s, true);
        row(u"image:web"_s, false);
        row(u"image:8f3c1e"_s, true); // its id
        row(u"image:sha256:8f3c1e"_s, true);
        row(u"image:f3c1e"_s, false);
        row(u"IMAGE:Keboola"_s, true);
        row(u"state:oom"_s, true);
        row(u"state:exited"_s, true);
        row(u"state:\"out of memory\""_s, true);
        row(u"state:Running"_s, false);
        row(u"-state:running"_s, true);
        row(u"exit:137"_s, true);
        row(u"exit:0"_s, false);
        row(u"-exit:0"_s, true);
        row(u"port:8080"_s, true);
        row(u"port:80"_s, true);
        row(u"port:81"_s, false);
        row(u"label:stage"_s, true);
        row(u"label:stage=build"_s, true);
        row(u"label:stage=run"_s, false);
        row(u"label:\"note=two words\""_s, true);
        row(u"-label:other"_s, true);
        row(u"older:30d"_s, true);
        row(u"newer:30d"_s, false);
        row(u"run"_s, true);
        row(u"-run"_s, false);
        row(u"\"run\""_s, false); // a word
        row(u"running"_s, false); // a word, too
        row(u"state:exited -state:running image:python run web"_s, true);
    }
    void terms()
    {
        QFETCH(QString, text);
        ContainerSummary container;
        container.id = {u"ab12"_s + u"0"_s.repeated(60)};
        container.names = QStringList{u"Web-1"_s};
        container.image = u"quay.io/keboola/python-x:3.12"_s;
        container.imageId = {u"8f3c1e"_s + u"0"_s.repeated(58)};
        container.command = u"/code/main.py"_s;
        container.created = now.addDays(-40);
        container.ports = {{u"0.0.0.0"_s, 80, 8080, u"tcp"_s}};
        container.labels = {{u"stage"_s, u"build"_s}, {u"note"_s, u"two words"_s}, {u"longshore.run"_s, u"01A"_s}};
        ContainerState state;
        state.kind = ContainerState::Kind::OutOfMemory;
        state.exitCode = 137;
        const ContainerFilter filter = ContainerFilter::parse(text);
        QCOMPARE(filter.problems(), QStringList());
        QTEST(filter.matches({&container, state, container.image}, now), "matches");
    }

    void anUnknownAgeMatchesNeitherWay()
    {
        const ContainerSummary container;
        QVERIFY(!ContainerFilter::parse(u"older:1s"_s).matches({&container, {}, {}}, now));
        QVERIFY(!ContainerFilter::parse(u"-older:1s"_s).matches({&container, {}, {}}, now));
    }

    void problemsAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const QString &text, const QString &says) { QTest::newRow(qPrintable(text)) << text << says; };
        row(u"state:"_s, u"state:running"_s);
        row(u"state:busy"_s, u"state:running"_s);
        row(u"exit:one"_s, u"exit:137"_s);
        row(u"port:0"_s, u"port:8080"_s);
        row(u"port:99999"_s, u"port:8080"_s);
        row(u"name:"_s, u"name:web"_s);
        row(u"image:"_s, u"image:web"_s);
        row(u"label:"_s, u"label:stage"_s);
        row(u"label:=x"_s, u"label:stage"_s);
        row(u"older:soon"_s, u"older:30d"_s);
        row(u"newer:3x"_s, u"newer:30d"_s);
        row(u"\"open"_s, u"not closed"_s);
    }
    void problemsAreTold()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const ContainerFilter filter = ContainerFilter::parse(text);
        QCOMPARE(filter.problems().size(), 1);
        QVERIFY2(filter.problems().front().contains(says), qPrintable(filter.problems().front()));
        QVERIFY(filter.problems().front().contains(u"needs"_s) || text.startsWith(u'"'));
    }

    void goodTermsWorkBesideABadOne()
    {
        ContainerSummary container;
        container.names = QStringList{u"web"_s};
        const ContainerFilter filter = ContainerFilter::parse(u"state:x web"_s);
        QVERIFY(filter.matches({&container, {}, {}}, now));
        container.names = QStringList{u"db"_s};
        QVERIFY(!filter.matches({&container, {}, {}}, now));
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerFilter)
#include "tst_containerfilter.moc"

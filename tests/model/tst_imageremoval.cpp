// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineerror.h"
#include "dockerclient/types/jsonread.h"
#include "model/images/prunemodel.h"
#include "model/images/removalreport.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QAbstractItemModelTester>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using Outcome = ImageRemovalPlan::Outcome;

namespace
{

const ImageId older{QString(64, u'a')};
const ImageId newer{QString(64, u'b')};
const ImageId unknown{QString(64, u'e')};
const ImageId uninspected{QString(64, u'f')};

ImageSummary image(const ImageId &id, const QStringList &tags, qint64 size = 100, const QStringList &digests = {})
{
    ImageSummary summary;
    summary.id = id;
    summary.repoTags = tags;
    summary.repoDigests = digests;
    summary.size = size;
    return summary;
}

ContainerSummary container(const ImageId &image, const QString &name, const QString &state)
{
    ContainerSummary summary;
    summary.id = {name + u"-id"_s};
    summary.names = {name};
    summary.imageId = image;
    summary.state = state;
    return summary;
}

QString text(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Untagged: return u"untagged"_s;
    case Outcome::Deleted: return u"deleted"_s;
    case Outcome::Nameless: return u"nameless"_s;
    case Outcome::Refused: return u"refused"_s;
    }
    return {};
}

} // namespace

/// What becomes of images when somebody wants them removed, before and after it is done.
class tst_ImageRemoval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// engine-api §2, the table of DELETE.
    void A1_15_planOfEachRow_data()
    {
        QTest::addColumn<bool>("podman");
        QTest::addColumn<QStringList>("tags");    // of the image
        QTest::addColumn<QStringList>("wish");    // empty = the image by its id
        QTest::addColumn<QStringList>("users");   // states of the containers that use it
        QTest::addColumn<bool>("children");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("forced");
        QTest::addColumn<QStringList>("steps"); // of the forced one, a '!' before what is forced
        const auto row = [](const char *name, bool podman, const QStringList &tags, const QStringList &wish, const QStringList &users, bool children,
                            const QString &plain, const QString &forced, const QStringList &steps) {
            QTest::newRow(name) << podman << tags << wish << users << children << plain << forced << steps;
        };
        const QStringList one{u"x:1"_s};
        const QStringList two{u"x:1"_s, u"y/z:2"_s};
        const QStringList running{u"running"_s};
        const QStringList stopped{u"exited"_s};
        const QString id = older.value;
        row("docker, one of several tags", false, two, one, {}, false, u"untagged"_s, u"untagged"_s, one);
        row("docker, one of several tags, used", false, two, one, running, false, u"untagged"_s, u"untagged"_s, one);
        row("docker, last tag", false, one, one, {}, false, u"deleted"_s, u"deleted"_s, one);
        row("docker, by id, more than one repository", false, two, {}, {}, false, u"deleted"_s, u"deleted"_s, two);
        row("docker, last tag, used by a stopped one", false, one, one, stopped, false, u"refused"_s, u"deleted"_s, {u"!x:1"_s});
        row("docker, last tag, used by a running one", false, one, one, running, false, u"refused"_s, u"nameless"_s, {u"!x:1"_s});
        row("docker, all tags, used by a running one", false, two, two, running, false, u"refused"_s, u"nameless"_s, {u"x:1"_s, u"!y/z:2"_s});
        row("docker, last tag, used by a paused one", false, one, one, {u"paused"_s}, false, u"refused"_s, u"nameless"_s, {u"!x:1"_s});
        row("docker, last tag, has children", false, one, one, {}, true, u"nameless"_s, u"nameless"_s, one);
        row("docker, by id, unused", false, {}, {}, {}, false, u"deleted"_s, u"deleted"_s, {id});
        row("docker, by id, used by a stopped one", false, {}, {}, stopped, false, u"refused"_s, u"deleted"_s, {u'!' + id});
        row("docker, by id, used by a running one", false, {}, {}, running, false, u"refused"_s, u"refused"_s, {});
        row("docker, by id, running and stopped", false, {}, {}, stopped + running, false, u"refused"_s, u"refused"_s, {});
        row("docker, by id, has children", false, {}, {}, {}, true, u"refused"_s, u"refused"_s, {});
        const QStringList full{u"docker.io/library/x:1"_s};
        const QStringList fullTwo{u"docker.io/library/x:1"_s, u"docker.io/y/z:2"_s};
        row("podman, one of several tags", true, fullTwo, one, {}, false, u"untagged"_s, u"untagged"_s, full);
        row("podman, last tag", true, full, one, {}, false, u"deleted"_s, u"deleted"_s, full);
        row("podman, by id, more than one tag", true, fullTwo, {}, {}, false, u"deleted"_s, u"deleted"_s, fullTwo);
        row("podman, last tag, used by a stopped one", true, full, one, stopped, false, u"refused"_s, u"deleted"_s, {u"!docker.io/library/x:1"_s});
        row("podman, last tag, used by a running one", true, full, one, running, false, u"refused"_s, u"deleted"_s, {u"!docker.io/library/x:1"_s});
        row("podman, last tag, has children", true, full, one, {}, true, u"deleted"_s, u"deleted"_s, full);
        row("podman, by id, unused", true, {}, {}, {}, false, u"deleted"_s, u"deleted"_s, {id});
        row("podman, by id, used by a running one", true, {}, {}, running, false, u"refused"_s, u"deleted"_s, {u'!' + id});
    }
    void A1_15_planOfEachRow()
    {
        QFETCH(bool, podman);
        QFETCH(QStringList, tags);
        QFETCH(QStringList, wish);
        QFETCH(QStringList, users);
        QFETCH(bool, children);
        RemovalFacts facts{podman ? EngineKind::Podman : EngineKind::Docker, {image(older, tags)}, {}, {}};
        for (const QString &state : users)
            facts.containers.append(container(older, u"c-"_s + state, state));
        if (children) {
            facts.images.append(image(newer, {u"child:1"_s}));
            facts.images.last().parentId = older;
        }
        const RemovalPlan plan = planRemoval(facts, {wish, wish.isEmpty() ? QList{older} : QList<ImageId>()});
        QCOMPARE(plan.images.size(), 1);
        const ImageRemovalPlan &found = plan.images.constFirst();
        QTEST(text(found.plain), "plain");
        QTEST(text(found.forced), "forced");
        QStringList steps;
        for (const RemovalStep &step : found.steps(true))
            steps.append((step.force ? u"!"_s : QString()) + step.name);
        QTEST(steps, "steps");
        // "Cannot be forced" is never offered as force.
        QCOMPARE(found.forceHelps(), found.plain == Outcome::Refused && found.forced != Outcome::Refused);
        QCOMPARE(found.refusal(false).isEmpty(), found.plain != Outcome::Refused);
        QCOMPARE(found.advice(false).contains(u"force"_s), found.forceHelps());
        QVERIFY(!found.advice(true).contains(u"force"_s));
        QCOMPARE(plan.killed(true).size(), podman && found.forceHelps() ? users.size() : 0);
        QVERIFY(plan.killed(false).isEmpty());
        QVERIFY(found.steps(false).isEmpty() || !found.steps(false).constLast().force);
    }

    void A1_14_manyAtOnce()
    {
        const RemovalFacts facts{EngineKind::Docker,
                                 {image(older, {u"a:1"_s, u"a:2"_s}), image(newer, {u"b:1"_s})},
                                 {},
                                 {container(newer, u"web"_s, u"running"_s)}};
        const RemovalPlan plan = planRemoval(facts, {{u"docker.io/library/a:1"_s, u"a:2"_s, u"b:1"_s, u"gone:1"_s}, {{u"cccc"_s}}});
        QCOMPARE(plan.images.size(), 2);
        QCOMPARE(plan.untagged(false), QStringList({u"a:1"_s, u"a:2"_s}));
        QCOMPARE(plan.untagged(true), QStringList({u"a:1"_s, u"a:2"_s, u"b:1"_s}));
        QCOMPARE(plan.deleted(true), QList{older});
        QCOMPARE(plan.unknown, QStringList({u"gone:1"_s, u"cccc"_s}));
        QVERIFY(plan.forceHelps() && plan.doesSomething(false));
        QCOMPARE(plan.images[1].refusal(false), u"Used by web (running)."_s);
        QVERIFY(planRemoval(facts, {}).isEmpty());
    }

    /// Docker keeps an image as long as a digest of another repository names it.
    void digestsOfOtherRepositoriesGoFirst()
    {
        const QString digest = u"@sha256:"_s + QString(64, u'0');
        const RemovalFacts facts{EngineKind::Docker,
                                 {image(older, {u"x:1"_s}, 1, {u"x"_s + digest, u"quay.io/a/x"_s + digest}),
                                  image(newer, {}, 1, {u"p"_s + digest, u"p"_s + digest})},
                                 {},
                                 {}};
        const RemovalPlan plan = planRemoval(facts, {{u"x:1"_s}, {newer}});
        const QList<RemovalStep> both{{u"quay.io/a/x"_s + digest}, {u"x:1"_s}};
        QCOMPARE(plan.images[0].steps(false), both);
        QCOMPARE(plan.images[1].steps(false), QList<RemovalStep>{{newer.value}});
    }

    void A1_15_freedSpace_data()
    {
        QTest::addColumn<QList<ImageId>>("gone");
        QTest::addColumn<FreedSpace>("freed");
        QTest::newRow("nothing") << QList<ImageId>() << FreedSpace{0, true};
        QTest::newRow("on a base that stays") << QList{older} << FreedSpace{60, true};
        QTest::newRow("is a base itself") << QList{newer} << FreedSpace{0, true};
        QTest::newRow("both, each layer once") << QList{newer, older} << FreedSpace{100, true};
        QTest::newRow("named twice") << QList{older, older} << FreedSpace{60, true};
        QTest::newRow("a layer of unknown size") << QList{unknown} << FreedSpace{70, false};
        QTest::newRow("not inspected yet") << QList{uninspected, older} << FreedSpace{120, false};
        QTest::newRow("not listed") << QList{ImageId{u"none"_s}} << FreedSpace{0, false};
    }
    void A1_15_freedSpace()
    {
        QFETCH(QList<ImageId>, gone);
        RemovalFacts facts{EngineKind::Docker, {image(older, {}, 100), image(newer, {}, 40), image(unknown, {}, 70), image(uninspected, {}, 20)}, {}, {}};
        facts.layers.setImage(older, {u"1"_s, u"2"_s});
        facts.layers.setSizes(older, {40, 60});
        facts.layers.setImage(newer, {u"1"_s});
        facts.layers.setImage(unknown, {u"3"_s});
        QTEST(facts.freed(gone), "freed");
    }

    /// What real engines said when they refused.
    void A1_15_adviceAfterARefusal_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        QTest::addColumn<bool>("force"); // whether force is advised
        for (const char *engine : recordedEngines) {
            const QString name = QString::fromLatin1(engine);
            const bool podman = name.startsWith(u"podman"_s);
            const auto row = [&](const QString &call, bool force) {
                QTest::addRow("%s %s", engine, qPrintable(call)) << name << call << force;
            };
            row(u"delete-used-by-running"_s, true);
            row(u"delete-id-used-by-stopped"_s, true);
            row(u"delete-id-multi-repo"_s, true);
            row(u"delete-id-used-by-running-force"_s, false);
            row(u"delete-parent-by-id"_s, podman || name.contains(u"containerd"_s));
        }
    }
    void A1_15_adviceAfterARefusal()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        const Transcript transcript = Transcript::load(engine, call);
        QVERIFY(transcript.isValid());
        const Error error = errorFromAnswer(transcript.status(), {}, u"x"_s, transcript.body());
        const QString advice = removalAdvice(error);
        QVERIFY(!advice.isEmpty());
        QTEST(advice.contains(u"force"_s), "force");
    }

    void A1_15_reportInWords()
    {
        RemovalReport report;
        QCOMPARE(report.sentence(), u"Nothing was removed."_s);
        report.untagged = QStringList{u"x:1"_s, u"y:2"_s};
        report.deleted = {older};
        report.freed = {182'000'000, true};
        QCOMPARE(report.sentence(), u"2 tags untagged, 1 image deleted, 182 MB freed."_s);
        report.kept.append({u"z:3"_s, Error::make(Error::Kind::Conflict, u"remove"_s, u"a container uses it"_s, u"Stop it first."_s)});
        report.killed = QStringList{u"web"_s};
        QVERIFY(report.sentence().endsWith(u"1 could not be removed."_s));
        const QStringList lines = report.lines();
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines.constLast(), u"z:3 stays: a container uses it. Stop it first."_s);
    }

    void pruneShowsExactlyWhatGoes()
    {
        const ImageId base{QString(64, u'c')};
        const ImageId used{QString(64, u'd')};
        const RemovalFacts facts{EngineKind::Docker,
                                 {image(older, {}, 100), image(newer, {}, 300), image(base, {u"base:1"_s}, 50), image(used, {}, 10)},
                                 {},
                                 {container(used, u"web"_s, u"exited"_s)}};
        PruneModel model(facts, {{newer, u"docker.io/library/app:latest"_s}});
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.headerData(PruneModel::Size, Qt::Horizontal, Qt::TextAlignmentRole), model.index(0, PruneModel::Size).data(Qt::TextAlignmentRole));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, PruneModel::Name).data().toString(), u"was app:latest"_s);
        QCOMPARE(model.index(1, PruneModel::Name).data().toString(), u"without a name"_s);
        QCOMPARE(model.freed().bytes, 400);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.chosenCount(), 1);
        QCOMPARE(model.plan().deleted(false), QList{older});
        QCOMPARE(model.namedCount(), 1);
        model.setAlsoNamed(true);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, PruneModel::Name).data().toString(), u"base:1"_s);
        QCOMPARE(model.plan().deleted(false), QList({older, base})); // what was left out stays so
        QVERIFY(!model.plan().forceHelps());
        model.setChosen(2, false);
        model.setAlsoNamed(false);
        QCOMPARE(model.chosenCount(), 1);
        model.setAlsoNamed(true);
        QCOMPARE(model.plan().deleted(false), QList{older});
    }

    /// What a newer pull leaves of a tag.
    void pruneShowsImagesThatOnlyADigestNames()
    {
        const QString digest = u"@sha256:"_s + QString(64, u'0');
        const RemovalFacts facts{EngineKind::Docker, {image(older, {}, 100, {u"docker.io/library/x"_s + digest}), image(newer, {u"x:1"_s})}, {}, {}};
        const PruneModel model(facts, {});
        QCOMPARE(model.namedCount(), 1);
        QCOMPARE(model.index(0, PruneModel::Name).data().toString(), u"x"_s + digest);
        QCOMPARE(model.plan().images.constFirst().steps(false), QList<RemovalStep>{{older.value}});
    }
};

LONGSHORE_TEST_MAIN(tst_ImageRemoval)
#include "tst_imageremoval.moc"

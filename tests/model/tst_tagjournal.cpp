// SPDX-License-Identifier: GPL-3.0-or-later
// Which image each tag pointed at, and when: what is written of what an engine shows.
#include "model/images/tagtables.h"
#include "tests/support/tagbench.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <SQLiteCpp/Database.h>
#include <cstdio>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QString latest = u"docker.io/library/a:latest"_s;

QString idText(int number)
{
    return u"sha256:"_s + imageId(number).value;
}

/// "latest: 1 → 2 pulled", oldest first.
QStringList words(const QList<TagMove> &newestFirst)
{
    const auto number = [](const ImageId &id) { return id.isEmpty() ? u"-"_s : QString::number(id.value.toInt(nullptr, 16)); };
    QStringList lines;
    for (const TagMove &move : newestFirst)
        lines.prepend(move.reference.section(u':', -1) + u": "_s + number(move.before) + u" → "_s + number(move.image) + u' ' + toKey(move.cause));
    return lines;
}

/// What the tags of an engine are after all moves, or why the moves do not fit together.
QHash<QString, ImageId> replayed(const QList<TagMove> &newestFirst, QString *trouble)
{
    QHash<QString, ImageId> places;
    for (auto move = newestFirst.rbegin(); move != newestFirst.rend(); ++move) {
        if (places.value(move->reference) != move->before)
            *trouble = u"a gap before "_s + words({*move}).first();
        if (move->before == move->image)
            *trouble = u"no move: "_s + words({*move}).first();
        if (move->image.isEmpty())
            places.remove(move->reference);
        else
            places[move->reference] = move->image;
    }
    return places;
}

/// An engine that people work with at random, and who sees what of it.
class RandomEngine
{
public:
    explicit RandomEngine(quint32 seed) : m_random(seed) {}

    void act(const std::function<void(const EngineEvent &)> &tell)
    {
        const QString tag = u"docker.io/library/a:"_s + QString::number(below(4));
        switch (below(6)) {
        case 0: // built, or pulled
            m_images.insert(++m_last);
            m_tags[tag] = m_last;
            tell(below(2) ? imageEvent(u"tag"_s, idText(m_last), tag) : imageEvent(u"pull"_s, tag, tag.section(u':', 0, -2)));
            break;
        case 1:
        case 2: // retagged
            if (m_images.isEmpty())
                break;
            m_tags[tag] = *std::next(m_images.begin(), below(int(m_images.size())));
            tell(imageEvent(u"tag"_s, idText(m_tags[tag]), tag));
            break;
        case 3:
            m_tags.remove(tag);
            tell(imageEvent(u"untag"_s, idText(1), idText(1)));
            break;
        case 4: { // an image goes, and its tags
            if (m_images.isEmpty())
                break;
            const int gone = *std::next(m_images.begin(), below(int(m_images.size())));
            m_images.remove(gone);
            m_tags.removeIf([gone](const auto &one) { return one.value() == gone; });
            tell(imageEvent(u"delete"_s, idText(gone), idText(gone)));
            break;
        }
        default: // loaded
            m_images.insert(++m_last);
            m_tags[tag] = m_last;
            tell(imageEvent(u"load"_s, idText(m_last), idText(m_last)));
        }
    }
    QList<ImageSummary> list() const
    {
        QList<ImageSummary> images;
        for (const int number : m_images) {
            QStringList tags = m_tags.keys(number);
            tags.sort();
            images.append(image(number, tags));
        }
        return images;
    }
    QHash<QString, ImageId> truth() const
    {
        QHash<QString, ImageId> places;
        for (auto tag = m_tags.cbegin(); tag != m_tags.cend(); ++tag)
            places.insert(tag.key(), imageId(tag.value()));
        return places;
    }
    int below(int end) { return m_random.bounded(end); }

private:
    QRandomGenerator m_random;
    QSet<int> m_images;
    QHash<QString, int> m_tags;
    int m_last = 0;
};

/// What a test kills: moves a tag for ever and says of each move that it is on the disk.
int moveForEver(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto store = Store::open(qEnvironmentVariable("TAG_JOURNAL_STORE")).value();
    TagJournal journal(store);
    journal.setEngine({u"unix:///e.sock"_s, u"ID"_s}, {}, {});
    int number = qEnvironmentVariableIntValue("TAG_JOURNAL_FROM");
    const auto next = [&] { journal.applySnapshot({image(++number, {u"a"_s})}, steadyNow()); };
    QObject::connect(&journal, &TagJournal::moved, &app, [&](const QList<TagMove> &moves) {
        std::printf("%lld\n", static_cast<long long>(moves.last().seq));
        std::fflush(stdout);
        next();
    });
    next();
    return QCoreApplication::exec();
}

} // namespace

class TestTagJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A1_19_hints_data()
    {
        QTest::addColumn<EngineEvent>("event");
        QTest::addColumn<QString>("hint"); // cause, reference, image; empty: none
        const QString id = idText(7), bare = imageId(7).value;
        QTest::newRow("docker tag") << imageEvent(u"tag"_s, id, u"a:1"_s) << u"retagged docker.io/library/a:1 7"_s;
        QTest::newRow("docker pull") << imageEvent(u"pull"_s, u"r.io/b/a:1"_s, u"r.io/b/a"_s) << u"pulled r.io/b/a:1 -"_s;
        QTest::newRow("docker untag") << imageEvent(u"untag"_s, id, id) << u"removed  7"_s;
        QTest::newRow("docker load") << imageEvent(u"load"_s, id, id) << u"loaded  7"_s;
        QTest::newRow("docker import") << imageEvent(u"import"_s, id, id) << u"imported  7"_s;
        QTest::newRow("docker delete") << imageEvent(u"delete"_s, id, id) << u"removed  7"_s;
        QTest::newRow("podman tag") << imageEvent(u"tag"_s, bare, u"docker.io/library/a:1"_s) << u"retagged docker.io/library/a:1 7"_s;
        QTest::newRow("podman pull") << imageEvent(u"pull"_s, bare, u"r.io/b/a:1"_s) << u"pulled r.io/b/a:1 7"_s;
        QTest::newRow("podman load") << imageEvent(u"loadfromarchive"_s, bare, u"/var/tmp/x"_s) << u"loaded  7"_s;
        QTest::newRow("podman build") << imageEvent(u"build"_s, bare, u"docker.io/library/a:1"_s) << u"built docker.io/library/a:1 7"_s;
        QTest::newRow("save") << imageEvent(u"save"_s, id, id) << QString();
        EngineEvent other = imageEvent(u"tag"_s, id, u"a"_s);
        other.type = u"container"_s;
        QTest::newRow("of a container") << other << QString();
        QTest::newRow("nonsense") << imageEvent(u"tag"_s, {}, u"::: <b>"_s) << u"retagged  -"_s;
    }
    void A1_19_hints()
    {
        QFETCH(EngineEvent, event);
        const std::optional<TagHint> hint = tagHint(event);
        const QString text = !hint ? QString()
                                   : toKey(hint->cause) + u' ' + hint->reference + u' '
                                         + (hint->image.isEmpty() ? u"-"_s : QString::number(hint->image.value.toInt(nullptr, 16)));
        QTEST(text, "hint");
    }

    void A1_19_whatHappened_data()
    {
        QTest::addColumn<QList<EngineEvent>>("events"); // between the two lists
        QTest::addColumn<QList<ImageSummary>>("after");
        QTest::addColumn<QStringList>("moves");
        const QList<EngineEvent> none;
        const auto one = [](const QString &action, const QString &id, const QString &name) { return QList{imageEvent(action, id, name)}; };
        QTest::newRow("nothing") << none << QList{image(1, {u"a"_s}), image(2, {})} << QStringList();
        QTest::newRow("pulled") << one(u"pull"_s, u"a:latest"_s, u"a"_s) << QList{image(1, {}), image(3, {u"a"_s})}
                                << QStringList{u"latest: 1 → 3 pulled"_s};
        QTest::newRow("built: a tag on an image that is new") << one(u"tag"_s, idText(3), u"a:latest"_s) << QList{image(1, {}), image(3, {u"a"_s})}
                                                             << QStringList{u"latest: 1 → 3 built"_s};
        QTest::newRow("retagged") << one(u"tag"_s, idText(2), u"a:latest"_s) << QList{image(1, {}), image(2, {u"a"_s})}
                                  << QStringList{u"latest: 1 → 2 retagged"_s};
        QTest::newRow("a new tag") << one(u"tag"_s, idText(1), u"a:x"_s) << QList{image(1, {u"a"_s, u"a:x"_s})} << QStringList{u"x: - → 1 retagged"_s};
        QTest::newRow("loaded") << one(u"load"_s, idText(3), idText(3)) << QList{image(3, {u"a"_s})} << QStringList{u"latest: 1 → 3 loaded"_s};
        QTest::newRow("imported") << one(u"import"_s, idText(3), idText(3)) << QList{image(3, {u"a"_s})} << QStringList{u"latest: 1 → 3 imported"_s};
        QTest::newRow("untagged") << one(u"untag"_s, idText(1), idText(1)) << QList{image(1, {})} << QStringList{u"latest: 1 → - removed"_s};
        QTest::newRow("deleted") << one(u"delete"_s, idText(1), idText(1)) << QList<ImageSummary>() << QStringList{u"latest: 1 → - removed"_s};
        QTest::newRow("the event was lost") << none << QList{image(3, {u"a"_s})} << QStringList{u"latest: 1 → 3 found"_s};
        QTest::newRow("an event about something else") << one(u"pull"_s, u"b:latest"_s, u"b"_s) << QList{image(3, {u"a"_s})}
                                                       << QStringList{u"latest: 1 → 3 found"_s};
        QTest::newRow("two moves between two lists")
            << QList{imageEvent(u"tag"_s, idText(2), u"a:latest"_s), imageEvent(u"tag"_s, idText(3), u"a:latest"_s)} << QList{image(3, {u"a"_s})}
            << QStringList{u"latest: 1 → 2 retagged"_s, u"latest: 2 → 3 built"_s};
        QTest::newRow("events that the list does not have yet") << one(u"tag"_s, idText(2), u"a:latest"_s) << QList{image(1, {u"a"_s})} << QStringList();
        QTest::newRow("several tags of one image") << QList{imageEvent(u"tag"_s, idText(3), u"a:latest"_s), imageEvent(u"tag"_s, idText(3), u"a:1"_s)}
                                                   << QList{image(3, {u"a"_s, u"a:1"_s})}
                                                   << QStringList{u"1: - → 3 built"_s, u"latest: 1 → 3 built"_s};
        QTest::newRow("podman's spelling is the same tag") << none << QList{image(1, {u"docker.io/library/a:latest"_s})} << QStringList();
    }
    void A1_19_whatHappened()
    {
        QFETCH(QList<EngineEvent>, events);
        QFETCH(QList<ImageSummary>, after);
        TagBench bench;
        bench.list({image(1, {u"a"_s}), image(2, {})});
        QCOMPARE(words(bench.history()), QStringList{u"latest: - → 1 first-seen"_s});
        for (const EngineEvent &event : events)
            bench.journal->take(event);
        bench.list(after);
        QTEST(words(bench.history()).mid(1), "moves");
    }

    void A1_19_sizesAndTimesAreKept()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s}, 100)});
        const QDateTime event = bench.now.addSecs(-3);
        bench.journal->take(imageEvent(u"pull"_s, u"a:latest"_s, u"a"_s, event));
        bench.journal->explain(u"a"_s, TagCause::Built, 41'000);
        QSignalSpy moved(bench.journal.get(), &TagJournal::moved);
        bench.list({image(2, {u"a"_s}, 250)});
        const TagMove move = bench.history().first();
        QCOMPARE(move.size, 250);
        QCOMPARE(move.beforeSize, 100);
        QCOMPARE(move.when, event);
        QVERIFY(move.cause == TagCause::Built); // our own task knows best
        QCOMPARE(move.tookMs, 41'000);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][0].value<QList<TagMove>>(), QList{move});
        // What explained a move explains no later one.
        bench.list({image(3, {u"a"_s}, 250)});
        QVERIFY(bench.history().first().cause == TagCause::Found);
    }

    /// A pull of what is here already explains no move that others make afterwards.
    void A1_19_anUpToDatePullExplainsNothing()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s}), image(2, {})});
        bench.journal->explain(u"a"_s, TagCause::Pulled, -1, imageId(1));
        bench.list({image(1, {u"a"_s}), image(2, {})});
        bench.journal->take(imageEvent(u"tag"_s, idText(2), u"a:latest"_s));
        bench.list({image(1, {}), image(2, {u"a"_s})});
        QCOMPARE(words(bench.history()).last(), u"latest: 1 → 2 retagged"_s);
        // One that brings what it names does.
        bench.journal->explain(u"a"_s, TagCause::Pulled, -1, imageId(3));
        bench.list({image(2, {}), image(3, {u"a"_s})});
        QCOMPARE(words(bench.history()).last(), u"latest: 2 → 3 pulled"_s);
    }

    /// Podman tells that it removes an image before it does: the list that follows still has it.
    void A1_19_toldBeforeItIsDone()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s}), image(2, {})});
        bench.journal->take(imageEvent(u"untag"_s, imageId(1).value, latest));
        bench.list({image(1, {u"a"_s}), image(2, {})});
        bench.list({image(2, {})});
        QCOMPARE(words(bench.history()).last(), u"latest: 1 → - removed"_s);
        // What explained one move is no reason for a later one that tells its own.
        bench.journal->take(imageEvent(u"pull"_s, u"a:latest"_s, u"a"_s));
        bench.list({image(2, {u"a"_s}), image(1, {})});
        bench.journal->take(imageEvent(u"tag"_s, idText(1), u"a:latest"_s));
        bench.list({image(1, {u"a"_s}), image(2, {})});
        QCOMPARE(words(bench.history()).mid(2), (QStringList{u"latest: - → 2 pulled"_s, u"latest: 2 → 1 retagged"_s}));
    }

    /// Or it tells after the list has shown it.
    void A1_19_toldAfterItWasSeen()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s, u"a:1"_s})});
        bench.list({image(2, {u"a"_s})});
        QCOMPARE(words(bench.history()).mid(2), (QStringList{u"1: 1 → - found"_s, u"latest: 1 → 2 found"_s}));
        QSignalSpy moved(bench.journal.get(), &TagJournal::moved);
        bench.journal->take(imageEvent(u"untag"_s, imageId(1).value, u"docker.io/library/a:1"_s));
        bench.journal->take(imageEvent(u"tag"_s, imageId(2).value, latest));
        bench.settle();
        QCOMPARE(moved.size(), 2);
        QCOMPARE(words(bench.history()).mid(2), (QStringList{u"1: 1 → - removed"_s, u"latest: 1 → 2 built"_s}));
        // Or while it is being written.
        bench.journal->applySnapshot({image(3, {u"a"_s})}, steadyNow());
        bench.journal->take(imageEvent(u"pull"_s, u"a:latest"_s, u"a"_s));
        bench.settle();
        bench.settle();
        QCOMPARE(words(bench.history()).last(), u"latest: 2 → 3 pulled"_s);
    }

    /// At each start, and after each gap, the list is compared with what is known.
    void A1_19_F21_startsAndGaps()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s, u"a:1"_s})});
        bench.open();
        bench.list({image(1, {u"a:1"_s}), image(2, {u"a"_s, u"a:2"_s})});
        QCOMPARE(words(bench.history()).mid(2),
                 (QStringList{u"2: - → 2 found"_s, u"latest: 1 → 2 found"_s}));
        bench.journal->setEngine(bench.engine, {}, {}); // connected again
        bench.list({image(2, {u"a"_s})});
        QCOMPARE(words(bench.history()).mid(4), (QStringList{u"1: 1 → - found"_s, u"2: 2 → - found"_s}));
    }

    void A1_19_enginesAreToldApart()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s})});
        // Another daemon at the same socket.
        bench.journal->setEngine({bench.engine.endpoint, u"OTHER"_s}, {}, {});
        QVERIFY(bench.history().isEmpty());
        bench.list({image(9, {u"a"_s})});
        QCOMPARE(words(bench.history()), QStringList{u"latest: - → 9 first-seen"_s});
        bench.journal->setEngine(bench.engine, {}, {});
        bench.list({image(1, {u"a"_s})});
        QCOMPARE(words(bench.history()), QStringList{u"latest: - → 1 first-seen"_s});
    }

    /// The order is that of the journal, whatever the clocks of the engine and of this machine say.
    void A1_19_F40_clocksStepBack()
    {
        TagBench bench;
        bench.list({image(1, {u"a"_s})});
        bench.now = bench.now.addYears(-10);
        bench.list({image(2, {u"a"_s})});
        bench.now = bench.now.addYears(20);
        bench.journal->take(imageEvent(u"tag"_s, idText(4), u"a:latest"_s, QDateTime::fromMSecsSinceEpoch(0, Qt::UTC)));
        bench.journal->take(imageEvent(u"tag"_s, idText(3), u"a:latest"_s, bench.now.addSecs(-300)));
        bench.list({image(3, {u"a"_s})});
        QCOMPARE(words(bench.history()), (QStringList{u"latest: - → 1 first-seen"_s, u"latest: 1 → 2 found"_s, u"latest: 2 → 4 built"_s,
                                                      u"latest: 4 → 3 built"_s}));
        const QList<TagMove> moves = bench.history();
        QVERIFY(moves[0].when >= moves[1].when); // one chain never runs backwards
        QCOMPARE(moves[1].when, bench.now);      // a clock that is far off tells no time
    }

    void A1_19_twoProgramsWriteEachMoveOnce()
    {
        TagBench bench;
        const auto other = bench.makeJournal();
        bench.list({image(1, {u"a"_s})});
        other->applySnapshot({image(1, {u"a"_s})}, steadyNow());
        const qint64 before = steadyNow();
        const auto event = imageEvent(u"tag"_s, idText(2), u"a:latest"_s);
        bench.journal->take(event);
        other->take(event);
        bench.list({image(2, {u"a"_s})});
        other->applySnapshot({image(2, {u"a"_s})}, steadyNow());
        bench.settle();
        QCOMPARE(words(bench.history()).mid(1), QStringList{u"latest: 1 → 2 built"_s});
        // One that asked earlier and is slow does not turn the tag back.
        other->applySnapshot({image(1, {u"a"_s})}, before);
        bench.settle();
        QCOMPARE(bench.history().size(), 2);
    }

    void A1_21_lostNamesAreKept()
    {
        TagBench bench;
        QSignalSpy changed(bench.journal.get(), &TagJournal::formerNamesChanged);
        bench.list({image(1, {u"a:1"_s, u"a:2"_s}), image(9, {})});
        QCOMPARE(bench.journal->lastName(imageId(1)), QString());
        QCOMPARE(bench.journal->lastName(imageId(9)), QString()); // nobody has seen its name
        bench.list({image(1, {u"a:2"_s}), image(2, {u"a:1"_s})});
        QVERIFY(bench.journal->formerNames().isEmpty()); // it has a name still
        bench.list({image(1, {}), image(2, {u"a:1"_s, u"a:2"_s})});
        QCOMPARE(bench.journal->lastName(imageId(1)), u"a:2"_s);
        QCOMPARE(changed.size(), 1);
        bench.open(); // over a restart
        bench.list({image(1, {}), image(2, {u"a:1"_s, u"a:2"_s})});
        QCOMPARE(bench.journal->lastName(imageId(1)), u"a:2"_s);
        bench.list({image(1, {u"b"_s}), image(2, {u"a:1"_s, u"a:2"_s})});
        QCOMPARE(bench.journal->lastName(imageId(1)), QString()); // named again
        bench.list({image(1, {}), image(2, {u"a:1"_s, u"a:2"_s})});
        QCOMPARE(bench.journal->lastName(imageId(1)), u"b:latest"_s);
        bench.list({image(2, {u"a:1"_s, u"a:2"_s})});
        QVERIFY(bench.journal->formerNames().isEmpty()); // it is gone itself
    }

    void A1_19_boundedRetention()
    {
        TagBench bench;
        for (int number = 1; number <= TagTables::mostPerTag + 20; ++number)
            bench.journal->applySnapshot({image(number, {u"a"_s})}, steadyNow());
        bench.settle();
        const QList<TagMove> moves = bench.history();
        QCOMPARE(moves.size(), TagTables::mostPerTag);
        QCOMPARE(moves.first().image, imageId(TagTables::mostPerTag + 20));
        QCOMPARE(moves.last().before, imageId(20));
    }

    /// Whatever is done, seen and missed, by however many programs: the moves lead to what the engine has.
    void A1_19_replayIsTheTruth_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void A1_19_replayIsTheTruth()
    {
        QFETCH(quint32, seed);
        TagBench bench;
        RandomEngine engine(seed);
        auto other = bench.makeJournal();
        std::pair<QList<ImageSummary>, qint64> slow{{}, 0};
        for (int step = 0; step < 150; ++step) {
            engine.act([&](const EngineEvent &event) { // each may miss it
                if (engine.below(4))
                    bench.journal->take(event);
                if (engine.below(4))
                    other->take(event);
            });
            switch (engine.below(8)) {
            case 0: bench.journal->applySnapshot(engine.list(), steadyNow()); break;
            case 1: other->applySnapshot(engine.list(), steadyNow()); break;
            case 2: slow = {engine.list(), steadyNow()}; break; // asked for, answered late
            case 3:
                if (slow.second)
                    other->applySnapshot(slow.first, slow.second);
                break;
            case 4:
                if (engine.below(5))
                    break;
                other.reset();
                bench.open();
                other = bench.makeJournal();
                break;
            default: break;
            }
        }
        bench.list(engine.list());
        QString trouble;
        const QHash<QString, ImageId> places = replayed(bench.history(), &trouble);
        QCOMPARE(trouble, QString());
        QVERIFY(places == engine.truth());
        // The same list once more is no news.
        const qsizetype count = bench.history().size();
        bench.list(engine.list());
        QCOMPARE(bench.history().size(), count);
    }

    /// What was told to be written is there after a kill at any moment, and the next program goes on from it.
    void A1_19_F34_killed()
    {
        TagBench bench;
        const QString path = bench.store->directory();
        bench.journal.reset();
        bench.store.reset();
        QRandomGenerator random(7);
        qint64 acknowledged = 0;
        for (int round = 0; round < 12; ++round) {
            QProcess program;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"TAG_JOURNAL_STORE"_s, path);
            environment.insert(u"TAG_JOURNAL_FROM"_s, QString::number(round * 100'000));
            program.setProcessEnvironment(environment);
            program.start(QCoreApplication::applicationFilePath(), QStringList());
            const int lines = random.bounded(1, 40);
            QByteArray told;
            QTRY_VERIFY_WITH_TIMEOUT((told += program.readAllStandardOutput()).count('\n') >= lines, 20'000);
            program.kill();
            QTRY_COMPARE(program.state(), QProcess::NotRunning);
            told += program.readAllStandardOutput();
            acknowledged = told.left(told.lastIndexOf('\n')).split('\n').last().toLongLong();
            bench.open();
            const QList<TagMove> moves = bench.history();
            QVERIFY2(!moves.isEmpty() && moves.first().seq >= acknowledged, qPrintable(QString::number(acknowledged)));
            for (qsizetype i = 0; i + 1 < moves.size(); ++i)
                QCOMPARE(moves[i].before, moves[i + 1].image);
            int sound = 0;
            QVERIFY(bench.store->read([&](SQLite::Database &database) { sound = database.execAndGet("PRAGMA integrity_check").getString() == "ok"; }));
            QVERIFY(sound);
            bench.journal.reset();
            bench.store.reset();
        }
    }

    void aStoreThatCannotBeWrittenIsToldOnce()
    {
        TagBench bench;
        {
            SQLite::Database database(bench.store->directory().toStdString() + "/index.db", SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version=9999");
        }
        bench.open(); // of a newer Longshore: read only
        QSignalSpy failed(bench.journal.get(), &TagJournal::failed);
        bench.list({image(1, {u"a"_s})});
        bench.list({image(2, {u"a"_s})});
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<Error>().sentence().contains(u"newer"_s));
        QVERIFY(bench.history().isEmpty());
    }
};

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("TAG_JOURNAL_STORE"))
        return moveForEver(argc, argv);
    return longshore::test::runTest<QCoreApplication, TestTagJournal>(argc, argv);
}
#include "tst_tagjournal.moc"

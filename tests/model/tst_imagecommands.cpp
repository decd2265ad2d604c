// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagecommands.h"
#include "model/images/layeraccount.h"
#include "model/tasks/tasklist.h"
#include "tests/support/enginefixture.h"
#include "tests/support/imagebooks.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What can be done to images, down to the request and back to what the engine said about it.
class tst_ImageCommands : public QObject, protected EngineFixture
{
    Q_OBJECT

    std::unique_ptr<ImageBooks> m_books;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<ImageCommands> m_images;

    static QString id(QChar letter) { return ImageBooks::id(letter); }
    void connectToImages()
    {
        m_books->list();
        connectToEngine();
        QTRY_VERIFY(!m_sync->images().isEmpty() && m_sync->details(m_sync->images().constLast().id));
    }
    RemovalReport remove(const RemovalWish &wish, bool force = false)
    {
        QSignalSpy removed(m_images.get(), &ImageCommands::removed);
        m_images->remove(planRemoval(m_images->facts(), wish), force);
        if (removed.isEmpty() && !removed.wait())
            return {};
        return removed.constFirst().constFirst().value<RemovalReport>();
    }

private Q_SLOTS:
    void init()
    {
        setUp();
        m_books = std::make_unique<ImageBooks>(*m_engine);
        m_engine->containers = "[]";
        m_books->names = {{u"x:1"_s, id(u'a')}, {u"x:2"_s, id(u'a')}, {u"y:1"_s, id(u'b')}};
        m_tasks = std::make_unique<TaskList>();
        m_images = std::make_unique<ImageCommands>(*m_session, *m_sync, *m_tasks);
    }
    void cleanup()
    {
        m_images.reset();
        m_tasks.reset();
        tearDown();
        m_books.reset();
    }

    void A1_16_addsATag()
    {
        connectToImages();
        QSignalSpy tagged(m_images.get(), &ImageCommands::tagged);
        m_images->tag({id(u'a')}, u"registry.local:5000/team/x:3"_s);
        QVERIFY(tagged.wait());
        QCOMPARE(actions(), QStringList{u"POST /v1.41/images/%1/tag?repo=registry.local:5000/team/x&tag=3"_s.arg(id(u'a'))});
        QVERIFY(tagged[0][0].value<TagChange>().before.isEmpty());
        QVERIFY(!m_images->canUndo());
        QTRY_COMPARE(m_images->imageOf(u"registry.local:5000/team/x:3"_s).value, id(u'a'));
    }

    void A1_16_movesATagAndBack()
    {
        connectToImages();
        QSignalSpy tagged(m_images.get(), &ImageCommands::tagged);
        m_images->tag({id(u'b')}, u"x:2"_s);
        QVERIFY(tagged.wait());
        QCOMPARE(tagged[0][0].value<TagChange>().before.value, id(u'a'));
        QCOMPARE(m_images->undoText(), u"Undo: move x:2 back"_s);
        QTRY_COMPARE(m_images->imageOf(u"x:2"_s).value, id(u'b'));
        m_images->undo();
        QVERIFY(!m_images->canUndo());
        QTRY_COMPARE(m_images->imageOf(u"x:2"_s).value, id(u'a'));
    }

    void A1_16_badNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QString();
        QTest::newRow("upper case") << u"Team/X:1"_s;
        QTest::newRow("digest") << u"x@sha256:"_s + id(u'0');
        QTest::newRow("bad tag") << u"x:a b"_s;
        QTest::newRow("a path") << u"../x"_s;
    }
    void A1_16_badNames()
    {
        QFETCH(QString, name);
        connectToImages();
        QSignalSpy failed(m_images.get(), &ImageCommands::failed);
        m_images->tag({id(u'a')}, name);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][1].value<Error>().kind == Error::Kind::BadInput);
        QCOMPARE(actions(), QStringList());
    }

    void A1_15_tellsWhatWasUntaggedAndWhatWasDeleted()
    {
        LayerAccount layers;
        layers.setImage({id(u'a')}, {u"1"_s});
        layers.setSizes({id(u'a')}, {90});
        m_images->setLayers(layers);
        connectToImages();
        RemovalReport report = remove({{u"x:1"_s}, {}});
        QCOMPARE(report.untagged, QStringList{u"x:1"_s});
        QVERIFY(report.deleted.isEmpty() && report.kept.isEmpty());
        QVERIFY(m_images->canUndo());
        QTRY_VERIFY(m_images->imageOf(u"x:1"_s).isEmpty());
        report = remove({{u"x:2"_s}, {}});
        QCOMPARE(report.untagged, QStringList{u"x:2"_s});
        QCOMPARE(report.deleted, QList{ImageId{id(u'a')}}); // not the layer
        QCOMPARE(report.freed, (FreedSpace{90, true}));
        QCOMPARE(m_tasks->tasks().constFirst()->step(), report.sentence());
        QTRY_VERIFY(!m_images->canUndo()); // the image of x:1 is gone
    }

    void A1_14_removesMany()
    {
        m_books->nameless = {id(u'c')};
        connectToImages();
        const RemovalReport report = remove({{u"x:1"_s, u"x:2"_s, u"y:1"_s}, {{id(u'c')}}});
        QCOMPARE(report.untagged, QStringList({u"x:1"_s, u"x:2"_s, u"y:1"_s}));
        QCOMPARE(report.deleted.size(), 3);
        QCOMPARE(report.freed.bytes, 300);
        QCOMPARE(m_tasks->tasks().size(), 1);
        QCOMPARE(m_tasks->tasks().constFirst()->state(), Task::State::Finished);
    }

    /// Something began to use it after the question.
    void A1_15_whatWentOtherwiseIsTold()
    {
        m_books->refuse = QStringList{u"y:1"_s};
        connectToImages();
        const RemovalReport report = remove({{u"y:1"_s, u"x:1"_s}, {}});
        QCOMPARE(report.untagged, QStringList{u"x:1"_s});
        QCOMPARE(report.kept.size(), 1);
        QCOMPARE(report.kept[0].name, u"y:1"_s);
        QVERIFY2(report.kept[0].error.advice.contains(u"force"_s), qPrintable(report.kept[0].error.advice));
        QVERIFY(report.sentence().endsWith(u"1 could not be removed."_s));
    }

    void moonshot13_undoOfABulkUntag()
    {
        m_books->names = {{u"x:1"_s, id(u'a')}, {u"x:2"_s, id(u'a')}, {u"x:3"_s, id(u'a')}};
        connectToImages();
        remove({{u"x:1"_s, u"x:2"_s}, {}});
        QCOMPARE(m_images->undoText(), u"Undo: put 2 tags back"_s);
        QTRY_VERIFY(m_images->imageOf(u"x:1"_s).isEmpty());
        QSignalSpy putBack(m_images.get(), &ImageCommands::putBack);
        m_images->undo();
        QTRY_COMPARE(putBack.size(), 1); // told once, after the last one
        QCOMPARE(putBack[0][0].value<PutBackReport>().sentence(), u"2 tags put back."_s);
        QCOMPARE(m_tasks->tasks().constFirst()->title(), u"Put 2 tags back"_s);
        QCOMPARE(m_tasks->tasks().constFirst()->state(), Task::State::Finished);
        QTRY_COMPARE(m_images->imageOf(u"x:1"_s).value, id(u'a'));
        QTRY_COMPARE(m_images->imageOf(u"x:2"_s).value, id(u'a'));
        QVERIFY(!m_images->canUndo());
    }

    void undoNeverTakesATagFromAnotherImage()
    {
        connectToImages();
        remove({{u"x:1"_s}, {}});
        QTRY_VERIFY(m_images->imageOf(u"x:1"_s).isEmpty());
        m_books->names[u"x:1"_s] = id(u'b'); // somebody else
        m_books->list();
        m_sync->refresh();
        QTRY_COMPARE(m_images->imageOf(u"x:1"_s).value, id(u'b'));
        QSignalSpy putBack(m_images.get(), &ImageCommands::putBack);
        m_images->undo();
        QCOMPARE(putBack.size(), 1);
        const PutBackReport report = putBack[0][0].value<PutBackReport>();
        QVERIFY(report.back.isEmpty() && report.failed.constFirst().error.kind == Error::Kind::Conflict);
        QCOMPARE(m_tasks->tasks().constFirst()->state(), Task::State::Failed);
    }

    void F21_aLostEngineEndsAnUndo()
    {
        connectToImages();
        remove({{u"x:1"_s}, {}});
        QTRY_VERIFY(m_images->imageOf(u"x:1"_s).isEmpty());
        QSignalSpy putBack(m_images.get(), &ImageCommands::putBack);
        m_engine->frozen = true;
        m_images->undo();
        m_engine->stop();
        QTRY_COMPARE(putBack.size(), 1);
        const PutBackReport report = putBack[0][0].value<PutBackReport>();
        QVERIFY(report.back.isEmpty() && report.failed.size() == 1);
    }

    /// What waits to be put back is kept for when there is an engine again.
    void undoWithoutAnEngineLosesNothing()
    {
        connectToImages();
        remove({{u"x:1"_s}, {}});
        m_engine->stop();
        QTRY_VERIFY(!m_session->client());
        QSignalSpy failed(m_images.get(), &ImageCommands::failed);
        m_images->undo();
        QCOMPARE(failed.size(), 1);
        QVERIFY(m_images->canUndo());
    }

    void A1_15_whatIsBeingRemovedIsKnown_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::newRow("goes") << false;
        QTest::newRow("stays") << true;
    }
    void A1_15_whatIsBeingRemovedIsKnown()
    {
        QFETCH(bool, refused);
        if (refused)
            m_books->refuse = QStringList{u"y:1"_s};
        connectToImages();
        m_images->untag(u"y:1"_s);
        QCOMPARE(m_images->leaving().images, QSet<ImageId>{{id(u'b')}});
        QCOMPARE(m_images->leaving().names.keys(), QStringList{u"docker.io/library/y:1"_s});
        bool wasListed = false;
        connect(m_images.get(), &ImageCommands::leavingChanged, this, [&] { wasListed = !m_images->imageOf(u"y:1"_s).isEmpty(); });
        QTRY_COMPARE(m_images->leaving(), LeavingImages());
        QCOMPARE(wasListed, refused); // not before the list is without it
    }

    void withoutAnEngine()
    {
        QSignalSpy failed(m_images.get(), &ImageCommands::failed);
        m_images->tag({id(u'a')}, u"x:3"_s);
        m_images->untag(u"x:1"_s);
        QCOMPARE(failed.size(), 2);
        QVERIFY(failed[0][1].value<Error>().kind == Error::Kind::Unreachable);
        QVERIFY(failed[1][1].value<Error>().kind == Error::Kind::NotFound);
    }

    void F21_aLostEngineEndsWhatWasAsked()
    {
        connectToImages();
        QSignalSpy removed(m_images.get(), &ImageCommands::removed);
        QSignalSpy failed(m_images.get(), &ImageCommands::failed);
        m_engine->frozen = true; // accepts, never answers
        m_images->untag(u"x:1"_s);
        m_images->tag({id(u'a')}, u"x:9"_s);
        m_engine->stop();
        QTRY_COMPARE(removed.size(), 1);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(removed[0][0].value<RemovalReport>().kept.size() == 1);
        QCOMPARE(m_tasks->tasks().constFirst()->state(), Task::State::Failed);
    }
};

LONGSHORE_TEST_MAIN(tst_ImageCommands)
#include "tst_imagecommands.moc"

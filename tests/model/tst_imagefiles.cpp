// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagefiles.h"
#include "model/images/imageinspector.h"
#include "model/json/jsontree.h"
#include "model/tasks/tasklist.h"
#include "tests/support/enginefixture.h"
#include "tests/support/imagearchives.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Reading images as people come, go and come back, and engines that are away for a while.
class tst_ImageFiles : public QObject, protected EngineFixture
{
    Q_OBJECT

    const ImageId m_image{QString(64, u'a')};
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<ImageFiles> m_files;

private Q_SLOTS:
    void init()
    {
        setUp();
        m_engine->archive = imageArchive({TarBuilder().file("f", "x").bytes()}, ArchiveLayout::DockerOci);
        m_tasks = std::make_unique<TaskList>();
        m_files = std::make_unique<ImageFiles>(*m_session, *m_tasks, m_dir->filePath(u"cache"_s));
    }
    void cleanup()
    {
        m_files.reset();
        m_tasks.reset();
        tearDown();
    }

    void A4_48_oneReadingForAll()
    {
        connectToEngine();
        QSignalSpy opened(m_files.get(), &ImageFiles::opened);
        m_files->open(m_image, u"x"_s, 0);
        m_files->open(m_image, u"x"_s, 0);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(m_engine->count(u"/get"_s), 1);
        QVERIFY(m_files->index(m_image));
        QVERIFY(!m_files->reading(m_image));
    }

    /// Who comes back while the reading that was stopped still ends gets a new one, and hears nothing of the old one.
    void A4_48_cancelledReadingsDoNotCount()
    {
        connectToEngine();
        m_engine->holdArchive = true;
        QSignalSpy opened(m_files.get(), &ImageFiles::opened), failed(m_files.get(), &ImageFiles::failed);
        m_files->open(m_image, u"x"_s, 0);
        Task *first = m_files->reading(m_image);
        QTRY_COMPARE(m_engine->count(u"/get"_s), 1);
        m_engine->holdArchive = false;
        first->cancel();
        QVERIFY(!m_files->reading(m_image));
        m_files->open(m_image, u"x"_s, 0);
        QVERIFY(m_files->reading(m_image) && m_files->reading(m_image) != first);
        QTRY_COMPARE(opened.size(), 1);
        QTRY_COMPARE(first->state(), Task::State::Cancelled);
        QCOMPARE(failed.size(), 0);
    }

    void A4_48_cancelIsTold()
    {
        connectToEngine();
        m_engine->holdArchive = true;
        QSignalSpy failed(m_files.get(), &ImageFiles::failed);
        m_files->open(m_image, u"x"_s, 0);
        m_files->reading(m_image)->cancel();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(toString(failed[0][1].value<Error>().kind), u"cancelled"_s);
    }

    /// Whoever asks while the engine is away is told so, and answered when it is back.
    void A5_64_inspectWhenTheEngineIsBack()
    {
        ImageInspector inspector(*m_session);
        QSignalSpy inspected(&inspector, &ImageInspector::inspected), failed(&inspector, &ImageInspector::failed);
        m_engine->inspects[u"sha256:"_s + m_image.value] = m_engine->inspects[m_image.value] = "{\"Id\":\"a\"}";
        inspector.inspect(m_image);
        QCOMPARE(failed.size(), 0); // never before the call returns
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(toString(failed[0][1].value<Error>().kind), u"unreachable"_s);
        connectToEngine();
        QTRY_COMPARE(inspected.size(), 1);
        inspector.inspect(m_image);
        QTRY_COMPARE(inspected.size(), 2);
        m_engine->stop();
        QTRY_VERIFY(!m_session->client());
        QVERIFY(m_engine->start());
        QTRY_VERIFY(m_session->client());
        QCOMPARE(inspected.size(), 2); // it was answered
    }
};

LONGSHORE_TEST_MAIN(tst_ImageFiles)
#include "tst_imagefiles.moc"

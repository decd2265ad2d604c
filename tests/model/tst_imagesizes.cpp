// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagesizes.h"
#include "model/images/imagetreemodel.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::MiniEngine;

/// Asking an engine for the sizes of layers: as little as will do, and never before the list.
class TestImageSizes : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<MiniEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<ImageTreeModel> m_model;
    std::unique_ptr<ImageSizes> m_sizes;

    /// An image with these layers ("base:100 own:7"), whose history tells their sizes.
    void has(const QStringList &images)
    {
        QStringList rows;
        for (const QString &image : images) {
            const QString id = image.section(u'=', 0, 0);
            QStringList layers;
            QStringList steps;
            for (const QString &layer : image.section(u'=', 1).split(u' ')) {
                layers.append(u"\"%1\""_s.arg(layer.section(u':', 0, 0)));
                steps.prepend(u"{\"CreatedBy\":\"COPY\",\"Size\":%1}"_s.arg(layer.section(u':', 1)));
            }
            rows.append(u"{\"Id\":\"%1\",\"RepoTags\":[\"r:%1\"],\"Size\":200}"_s.arg(id));
            m_engine->inspects.insert(id, u"{\"Id\":\"%1\",\"RootFS\":{\"Layers\":[%2]}}"_s.arg(id, layers.join(u',')).toUtf8());
            m_engine->answers.insert(u"/images/%1/history"_s.arg(id), u"[%1]"_s.arg(steps.join(u',')).toUtf8());
        }
        m_engine->images = u"[%1]"_s.arg(rows.join(u',')).toUtf8();
    }
    QString unique(const QString &id) const { return QString::number(m_model->share({id}).unique); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<MiniEngine>(m_dir->filePath(u"e"_s));
        QVERIFY(m_engine->start());
        EngineEnvironment environment;
        environment.requested = m_dir->filePath(u"e"_s);
        m_session = std::make_unique<EngineSession>(environment, nullptr, SessionTiming{1000, 500, 2000, 10, 50});
        m_sync = std::make_unique<EngineSync>(*m_session, nullptr, SyncTiming{20, 3600000});
        m_model = std::make_unique<ImageTreeModel>();
        connect(m_sync.get(), &EngineSync::imagesChanged, m_model.get(), &ImageTreeModel::applySnapshot);
        connect(m_sync.get(), &EngineSync::detailsChanged, m_model.get(), &ImageTreeModel::setDetails);
        m_sizes = std::make_unique<ImageSizes>(*m_session, *m_sync, *m_model, nullptr, ImageSizeTiming{50, 100});
    }
    void cleanup()
    {
        m_sizes.reset();
        m_sync.reset();
        m_session.reset();
        m_engine.reset();
    }

    void A1_10_historiesTellTheSizes()
    {
        has({u"a=base:100 x:7"_s, u"b=base:100 y:3"_s});
        m_session->start();
        QTRY_COMPARE(unique(u"a"_s), u"7"_s);
        QTRY_COMPARE(unique(u"b"_s), u"3"_s);
        QCOMPARE(m_model->onDisk().total, 110);
        QVERIFY(m_engine->requests.indexOf(QRegularExpression(u".*images/json.*"_s))
                < m_engine->requests.indexOf(QRegularExpression(u".*history.*"_s)));
    }

    /// One image tells the layers of all that stand on the same ones.
    void A1_10_onlyWhatIsUnknownIsAsked()
    {
        QStringList images;
        for (int i = 0; i < 50; ++i)
            images.append(u"i%1=base:100"_s.arg(i));
        has(images);
        m_session->start();
        QTRY_COMPARE(m_model->onDisk(), (ImageTreeModel::OnDisk{100, 100, false, 0}));
        QVERIFY2(m_engine->count(u"/history"_s) <= 4, qPrintable(QString::number(m_engine->count(u"/history"_s))));
        // Another one later costs one more call, and one event.
        const qsizetype before = m_engine->count(u"/history"_s);
        has(images << u"z=base:100 own:9"_s);
        QTRY_COMPARE(m_engine->eventStreams(), 1);
        m_engine->sendEvent("{\"Type\":\"image\",\"Action\":\"tag\"}\n");
        QTRY_COMPARE(unique(u"z"_s), u"9"_s);
        QCOMPARE(m_engine->count(u"/history"_s), before + 1);
    }

    void A1_11_theEngineIsAskedForItsTotal()
    {
        has({u"a=base:100"_s});
        m_engine->answers.insert(u"/system/df"_s, "{\"LayersSize\":160,\"Images\":[{\"Id\":\"a\",\"SharedSize\":0,\"Size\":100}]}");
        m_session->start();
        QTRY_COMPARE(m_model->onDisk(), (ImageTreeModel::OnDisk{160, 100, true, 0}));
        QCOMPARE(m_engine->count(u"/system/df"_s), 1);
    }

    /// What an engine does not tell stays unknown; nothing is asked in a loop.
    void A1_10_refusalsAreTakenQuietly()
    {
        has({u"a=base:100"_s, u"b=base:100 y:3"_s});
        m_engine->answers.remove(u"/images/b/history"_s);
        m_session->start();
        QTRY_COMPARE(m_engine->count(u"/system/df"_s), 1); // asked last, and refused
        QCOMPARE(unique(u"b"_s), u"-1"_s);
        QVERIFY(m_engine->count(u"/history"_s) <= 3);
        m_engine->endEvents(); // the engine is found again: one more try
        has({u"a=base:100"_s, u"b=base:100 y:3"_s});
        QTRY_COMPARE(unique(u"b"_s), u"3"_s);
    }
};

LONGSHORE_TEST_MAIN(TestImageSizes)
#include "tst_imagesizes.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagesizes.h"
#include "model/images/imagetreemodel.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What images take on disk, on a real engine: images built on the spot on one base. Everything made is removed.
class tst_EngineImageSizes : public QObject
{
    Q_OBJECT

    static constexpr int patience = 30'000; // ms
    static constexpr qint64 baseBytes = 2'000'000;
    static constexpr qint64 firstBytes = 300'000;
    static constexpr qint64 secondBytes = 150'000;
    static constexpr qint64 slack = 30'000; ///< Podman counts a layer as the tar it came as
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<ImageSizes> m_sizes;
    ImageTreeModel m_model;
    const QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    QStringList m_made;
    QList<ContainerId> m_containers;

    QString nameOf(const char *tag) const { return u"127.0.0.1:1/longshore-test-sizes-%1:%2"_s.arg(m_mark, QLatin1String(tag)); }
    void build(const char *tag, const QByteArray &dockerfile)
    {
        TarBuilder tar;
        tar.file("Dockerfile", dockerfile);
        tar.file("base", QByteArray(baseBytes, 'b'));
        tar.file("first", QByteArray(firstBytes, '1'));
        tar.file("second", QByteArray(secondBytes, '2'));
        QBuffer context;
        context.setData(tar.bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        const Result<void> built = awaitEnd(m_session->client()->images().build({.tags = {nameOf(tag)}}, &context, this));
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
        m_made.append(nameOf(tag));
    }
    ImageId idOf(const char *tag) const
    {
        const ImageTag *row = m_model.tag(m_model.find(nameOf(tag)));
        return row ? row->image : ImageId();
    }
    static bool isAbout(qint64 bytes, qint64 expected) { return bytes >= expected && bytes <= expected + slack; }
    void isShare(const char *tag, qint64 unique, qint64 shared)
    {
        const ImageShare share = m_model.share(idOf(tag));
        const QByteArray told = QByteArray(tag) + ": unique " + QByteArray::number(share.unique) + ", shared " + QByteArray::number(share.shared);
        QVERIFY2(isAbout(share.unique, unique) && isAbout(share.shared, shared), told.constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString endpoint = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (endpoint.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        EngineEnvironment environment;
        environment.requested = endpoint;
        m_session = std::make_unique<EngineSession>(environment);
        m_sync = std::make_unique<EngineSync>(*m_session);
        m_sizes = std::make_unique<ImageSizes>(*m_session, *m_sync, m_model, nullptr, ImageSizeTiming{50, 100});
        connect(m_sync.get(), &EngineSync::imagesChanged, &m_model, &ImageTreeModel::applySnapshot);
        connect(m_sync.get(), &EngineSync::detailsChanged, &m_model, &ImageTreeModel::setDetails);
        connect(m_sync.get(), &EngineSync::containersChanged, &m_model, &ImageTreeModel::setContainers);
        m_session->start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_sync->isLoading(), patience);
        build("first", "FROM scratch\nCOPY base /base\nCOPY first /first\nCMD [\"/first\"]\n");
        build("second", "FROM scratch\nCOPY base /base\nCOPY second /second\nENV A=1\nCMD [\"/second\"]\n");
        build("base", "FROM scratch\nCOPY base /base\nLABEL only=base\n");
        QTRY_VERIFY_WITH_TIMEOUT(!idOf("first").isEmpty() && !idOf("second").isEmpty() && !idOf("base").isEmpty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_model.onDisk().unknown, 0, patience);
    }

    void cleanupTestCase()
    {
        if (!m_session || !m_session->client())
            return;
        for (const ContainerId &id : std::as_const(m_containers))
            (void)await<void>([&](auto done) { m_session->client()->containers().remove(id.value, {.force = true, .volumes = true}, this, done); });
        for (const QString &name : std::as_const(m_made))
            (void)await<ImageRemoval>([&](auto done) { m_session->client()->images().remove(name, {.force = true}, this, done); });
    }

    void A1_10_uniqueAndShared()
    {
        isShare("first", firstBytes, baseBytes);
        isShare("second", secondBytes, baseBytes);
        isShare("base", 0, baseBytes);
    }

    void A1_11_totalAndReclaimable()
    {
        const qint64 all = baseBytes + firstBytes + secondBytes;
        ImageTreeModel::OnDisk onDisk = m_model.onDisk();
        QVERIFY2(onDisk.total >= all, qPrintable(QString::number(onDisk.total)));
        const DiskUsage usage = await<DiskUsage>([&](auto done) { m_session->client()->system().diskUsage(this, done); }).value();
        qInfo("LayersSize %lld, total %lld (by the engine: %d), reclaimable %lld", usage.layersSize, onDisk.total, onDisk.byEngine,
              onDisk.reclaimable);
        for (const ImageSummary &image : usage.images)
            qInfo("df: %s size %lld shared %lld", qPrintable(image.repoTags.join(u' ')), image.size, image.sharedSize);
        const qint64 before = onDisk.reclaimable;
        // A container that was only made, never started, uses its image.
        ContainerSpec spec;
        spec.image = nameOf("first");
        spec.networkMode = u"none"_s;
        const auto created = await<CreatedContainer>([&](auto done) {
            m_session->client()->containers().create(u"longshore-test-"_s + m_mark, spec, this, done);
        });
        QVERIFY2(created, created ? "" : qPrintable(created.error().sentence()));
        m_containers.append(created->id);
        QTRY_COMPARE_WITH_TIMEOUT(m_model.usage(idOf("first")).containers, 1, patience);
        onDisk = m_model.onDisk();
        QVERIFY2(isAbout(before - onDisk.reclaimable, baseBytes + firstBytes), qPrintable(QString::number(before - onDisk.reclaimable)));
        QCOMPARE(m_model.usedBy(idOf("first")), QStringList{u"longshore-test-"_s + m_mark});
    }

    /// What is said to be freed is what is gone afterwards.
    void A1_10_removingFreesWhatWasSaid()
    {
        const ImageId second = idOf("second");
        const LayerSum said = m_model.together({second});
        const qint64 before = m_model.onDisk().reclaimable;
        const auto removed = await<ImageRemoval>([&](auto done) { m_session->client()->images().remove(nameOf("second"), {}, this, done); });
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().sentence()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_model.summary(second), patience);
        QCOMPARE(before - m_model.onDisk().reclaimable, said.freed);
    }
};

LONGSHORE_TEST_MAIN(tst_EngineImageSizes)
#include "tst_engine_imagesizes.moc"

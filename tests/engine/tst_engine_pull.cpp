// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/images.h"
#include "model/images/removalplan.h"
#include "model/run/imageresolver.h"
#include "tests/support/calls.h"
#include "tests/support/miniregistry.h"
#include "tests/support/runbench.h"
#include "tests/support/tarbuilder.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Pulling from a registry of ours by a real engine.
class tst_EnginePull : public QObject, protected OnRunBench<>
{
    Q_OBJECT

    std::unique_ptr<MiniRegistry> m_registry;

    /// The image's id, or the sentence of why not.
    QString resolve(const QString &reference, JobImage::Pull policy)
    {
        ImageResolver resolver(*m_bench->client, reference, policy, std::nullopt, nullptr);
        QString answer;
        connect(&resolver, &ImageResolver::resolved, &resolver, [&answer](const ImageDetails &image) { answer = image.id.value; });
        connect(&resolver, &ImageResolver::failed, &resolver, [&answer](const Error &error) { answer = error.sentence(); });
        resolver.start();
        return QTest::qWaitFor([&] { return !answer.isEmpty(); }, 60'000) ? answer : u"no answer"_s;
    }
    void remove(const QString &reference)
    {
        bool done = false;
        m_bench->client->images().remove(reference, {}, this, [&done](const Result<ImageRemoval> &) { done = true; });
        QTRY_VERIFY(done);
    }

private Q_SLOTS:
    void initTestCase()
    {
        makeBench();
        m_registry = std::make_unique<MiniRegistry>(TarBuilder().file("hello", "hello\n", 0755).bytes());
    }
    void cleanupTestCase()
    {
        if (m_registry) {
            remove(m_registry->image() + u":1"_s);
            remove(m_registry->image() + u'@' + m_registry->digest());
        }
    }

    void A10_134_pullPolicy()
    {
        const QString image = m_registry->image() + u":1"_s;
        const QString refused = resolve(image, JobImage::Pull::Never);
        QVERIFY2(refused.contains(u"The job says never to pull it"_s), qPrintable(refused));
        QCOMPARE(m_registry->manifests.size(), 0);
        const QString id = resolve(image, JobImage::Pull::Missing);
        QVERIFY2(!id.contains(u' '), qPrintable(id));
        const qsizetype asked = m_registry->manifests.size();
        QVERIFY(asked > 0);
        QCOMPARE(resolve(image, JobImage::Pull::Missing), id);
        QCOMPARE(m_registry->manifests.size(), asked); // it is here
        QCOMPARE(resolve(image, JobImage::Pull::Always), id);
        QVERIFY(m_registry->manifests.size() > asked); // and is asked for all the same
        const QString unknown = resolve(m_registry->image() + u":2"_s, JobImage::Pull::Missing);
        QVERIFY2(unknown.startsWith(u"pull "_s) && unknown.contains(u"has no such image or tag"_s), qPrintable(unknown));
    }

    void A11_144_pinnedByDigest()
    {
        const QString pinned = m_registry->image() + u'@' + m_registry->digest();
        const QString id = resolve(pinned, JobImage::Pull::Missing);
        QVERIFY2(!id.contains(u' '), qPrintable(id));
        QCOMPARE(id, resolve(m_registry->image() + u":1"_s, JobImage::Pull::Missing));
        const QString other = resolve(m_registry->image() + u"@sha256:"_s + QString(64, u'0'), JobImage::Pull::Missing);
        QVERIFY2(other.contains(u' '), qPrintable(other));
    }

    /// What a pull by digest brings has no tag that could go; it goes by what the plan says.
    void A1_15_anImageWithADigestOnly()
    {
        cleanupTestCase();
        const QString id = resolve(m_registry->image() + u'@' + m_registry->digest(), JobImage::Pull::Always);
        QVERIFY2(!id.contains(u' '), qPrintable(id));
        const auto images = await<QList<ImageSummary>>([&](auto done) { m_bench->client->images().list({}, this, done); });
        QVERIFY(images);
        const RemovalFacts facts{m_bench->client->kind(), *images, {}, {}};
        const ImageSummary *found = facts.find({id});
        QVERIFY(found);
        QCOMPARE(found->repoTags, QStringList());
        QVERIFY(!found->repoDigests.isEmpty());
        const RemovalPlan plan = planRemoval(facts, {{}, {found->id}});
        QCOMPARE(plan.deleted(false), QList{found->id});
        for (const RemovalStep &step : plan.images.constFirst().steps(false))
            remove(step.name);
        QVERIFY(!await<ImageDetails>([&](auto done) { m_bench->client->images().inspect(id, this, done); }));
    }
};

QTEST_GUILESS_MAIN(tst_EnginePull)
#include "tst_engine_pull.moc"

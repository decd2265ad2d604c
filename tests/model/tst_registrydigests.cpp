// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrydigests.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/testmain.h"
#include "tests/support/tinyhttp.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
Q_DECLARE_METATYPE(longshore::RegistryTwin)

/// `latest` has moved at the registry: told for the one image that is looked at.
class tst_RegistryDigests : public QObject
{
    Q_OBJECT

    /// A registry with one tag, and who looks at it.
    struct Desk {
        Desk()
            : registry([this](const TinyHttp::Ask &ask) { return answer(ask); })
            , digests(*files.auth, nullptr, [this] { return now; }, {.answerMs = 200})
        {
            digests.setSettleTime(0);
            QObject::connect(&digests, &RegistryDigests::compared, &digests, [this](const QString &, RegistryTwin twin) { told.append(twin); });
        }
        TinyHttp::Answer answer(const TinyHttp::Ask &ask) const
        {
            if (isPrivate && !ask.headers.contains("authorization"))
                return {401, {}, {"WWW-Authenticate: Basic realm=\"x\""}};
            return {.status = status, .headers = {"Docker-Content-Digest: " + there}, .isHeld = isHeld};
        }
        QString reference(const QString &tag = u"1"_s) const { return registry.host() + u"/a/b:"_s + tag; }
        /// The engine has this under the tag; it also knows it from elsewhere.
        void look(const QByteArray &here, const QString &tag = u"1"_s)
        {
            digests.look(reference(tag), {u"q.io/a/b@"_s + QString::fromLatin1(digest('f')), registry.host() + u"/a/b@"_s + QString::fromLatin1(here)});
        }
        bool tells(RegistryTwin twin) const
        {
            return QTest::qWaitFor([this, twin] { return !told.isEmpty() && told.constLast() == twin; });
        }

        QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000);
        QByteArray there = digest('a');
        int status = 200;
        bool isPrivate = false;
        bool isHeld = false;
        CredentialFiles files;
        TinyHttp registry;
        RegistryDigests digests;
        QList<RegistryTwin> told;
    };
    static QByteArray digest(char c) { return "sha256:" + QByteArray(64, c); }

private Q_SLOTS:
    void A1_18_sameOrMoved()
    {
        Desk desk;
        desk.digests.setOn(true);
        desk.look(digest('a'));
        QVERIFY(desk.tells(RegistryTwin::Same));
        const TinyHttp::Ask asked = desk.registry.asked.constFirst();
        QCOMPARE(asked.method, "HEAD"_ba);
        QCOMPARE(asked.target, "/v2/a/b/manifests/1"_ba);
        QVERIFY(asked.headers.value("accept").contains("application/vnd.oci.image.index.v1+json"));
        QVERIFY(asked.headers.value("accept").contains("application/vnd.docker.distribution.manifest.v2+json"));
        // Known for a while, also when another one was looked at meanwhile.
        desk.there = digest('b');
        desk.look(digest('a'), u"2"_s);
        QVERIFY(desk.tells(RegistryTwin::Other));
        desk.look(digest('a'));
        QVERIFY(desk.tells(RegistryTwin::Same));
        QCOMPARE(desk.registry.asked.size(), 2);
        desk.now = desk.now.addSecs(RegistryDigests::goodForSeconds);
        desk.look({});
        desk.look(digest('a'));
        QVERIFY(desk.tells(RegistryTwin::Other));
        // Pulled since: nothing more needs to be asked.
        desk.look(digest('b'));
        QCOMPARE(desk.told.constLast(), RegistryTwin::Same);
        QCOMPARE(desk.registry.asked.size(), 3);
    }

    void A1_18_asWhoever()
    {
        Desk desk;
        desk.isPrivate = true;
        desk.digests.setOn(true);
        desk.look(digest('b'));
        QTRY_COMPARE(desk.registry.asked.size(), 1);
        QTest::qWait(0);
        QVERIFY(desk.files.keep(CredentialFiles::login(desk.registry.host(), u"alice"_s, "s"), RegistryAuth::Keep::Session));
        QVERIFY(desk.tells(RegistryTwin::Other));
    }

    /// B.1 #8: nothing is asked before somebody wants it, or of what the registry never had.
    void A1_18_notAsked()
    {
        Desk desk;
        desk.look(digest('a'));
        desk.digests.setOn(true);
        desk.digests.setOn(false);
        desk.digests.look({}, {});
        desk.digests.setOn(true);
        desk.digests.look(desk.reference(), {}); // built here
        desk.digests.look(desk.reference(), {u"q.io/a/b@"_s + QString::fromLatin1(digest('a'))});
        const QString byDigest = desk.registry.host() + u"/a/b@"_s + QString::fromLatin1(digest('a'));
        desk.digests.look(byDigest, {byDigest}); // what has no tag cannot move
        QTest::qWait(0);
        QCOMPARE(desk.registry.asked.size(), 0);
        QVERIFY(!desk.told.contains(RegistryTwin::Same) && !desk.told.contains(RegistryTwin::Other));
    }

    void A1_18_trouble_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("missing") << 404 << false;
        QTest::newRow("too often") << 429 << false;
        QTest::newRow("silent") << 200 << true;
    }
    void A1_18_trouble()
    {
        QFETCH(int, status);
        QFETCH(bool, isHeld);
        Desk desk;
        desk.status = status;
        desk.isHeld = isHeld;
        desk.digests.setOn(true);
        desk.look(digest('a'));
        QTRY_COMPARE(desk.told.size(), 2); // before and after it was asked
        QVERIFY(desk.tells(RegistryTwin::Unknown));
        QTest::qWait(0);
        QCOMPARE(desk.registry.asked.size(), 1); // and not again at once
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryDigests)
#include "tst_registrydigests.moc"

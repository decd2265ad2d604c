// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrytags.h"
#include "tests/support/certificate.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/testmain.h"
#include "tests/support/tinyhttp.h"

#include <QSignalSpy>
#include <QSslKey>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Which servers are trusted with a login: the registry and its token service, each by itself.
class tst_RegistryTrust : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// 0.0.0.0 leads to this machine, and is no loopback address.
    HttpPlace tlsPlace() const
    {
        QSslConfiguration tls;
        QFile key(m_folder.filePath(u"key.pem"_s));
        if (!key.open(QIODevice::ReadOnly))
            qFatal("no key");
        tls.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        tls.setLocalCertificate(certificate());
        return {QHostAddress(QHostAddress::AnyIPv4), tls};
    }
    QSslCertificate certificate() const { return QSslCertificate::fromPath(m_folder.filePath(u"cert.pem"_s)).value(0); }
    /// As a person puts it there for this registry.
    void give(const QString &registry, const QString &file, const QString &name) const
    {
        const QString folder = QDir::home().filePath(u".config/containers/certs.d/"_s + registry);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::copy(m_folder.filePath(file), folder + u'/' + name));
    }
    /// The tags, or the error's sentence.
    static QStringList ask(const QString &repository, CredentialFiles &files)
    {
        RegistryTags tags(*files.auth);
        QSignalSpy listed(&tags, &RegistryTags::listed);
        QSignalSpy failed(&tags, &RegistryTags::failed);
        tags.ask(repository);
        if (!QTest::qWaitFor([&] { return listed.size() + failed.size() > 0; }, 20'000))
            return {u"no answer"_s};
        return listed.isEmpty() ? QStringList{failed.first().at(1).value<Error>().sentence()} : listed.first().at(1).toStringList();
    }

private Q_SLOTS:
    void initTestCase() { makeCertificate(m_folder.path(), u"0.0.0.0"_s); }

    /// A registry of this machine needs no certificate; its token service elsewhere does.
    void A2_32_tokenServiceElsewhere()
    {
        TinyHttp tokens([](const TinyHttp::Ask &) { return TinyHttp::Answer{200, "{\"token\":\"T\"}"}; }, tlsPlace());
        TinyHttp registry([&](const TinyHttp::Ask &ask) {
            if (ask.headers.value("authorization") == "Bearer T")
                return TinyHttp::Answer{200, "{\"tags\":[\"1\"]}"};
            return TinyHttp::Answer{401, "{}", {"WWW-Authenticate: Bearer realm=\"https://" + tokens.host().toLatin1() + "/token\",service=\"r\""}};
        });
        CredentialFiles files;
        QVERIFY(files.keep(CredentialFiles::login(registry.host(), u"alice"_s, "Canary-9"), RegistryAuth::Keep::Session));
        const QString repository = registry.host() + u"/a/b"_s;
        const QString told = ask(repository, files).first();
        QVERIFY2(told.contains(u"does not trust the certificate"_s), qPrintable(told));
        QCOMPARE(tokens.asked.size(), 0);
        // Where its CA is known, it is asked; the file may have any name.
        give(registry.host(), u"cert.pem"_s, u"our-own.crt"_s);
        QCOMPARE(ask(repository, files), QStringList{u"1"_s});
        QVERIFY(tokens.asked.first().headers.contains("authorization"));
    }

    void A2_32_clientCertificate()
    {
        HttpPlace place = tlsPlace();
        place.tls->setPeerVerifyMode(QSslSocket::VerifyPeer);
        place.tls->addCaCertificate(certificate());
        TinyHttp registry([](const TinyHttp::Ask &) { return TinyHttp::Answer{200, "{\"tags\":[\"1\"]}"}; }, place);
        CredentialFiles files;
        const QString repository = registry.host() + u"/a/b"_s;
        give(registry.host(), u"cert.pem"_s, u"ca.crt"_s);
        ask(repository, files);
        QCOMPARE(registry.asked.size(), 0);
        give(registry.host(), u"cert.pem"_s, u"client.cert"_s);
        give(registry.host(), u"key.pem"_s, u"client.key"_s);
        QCOMPARE(ask(repository, files), QStringList{u"1"_s});
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryTrust)
#include "tst_registrytrust.moc"

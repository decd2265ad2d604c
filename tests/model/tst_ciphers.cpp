// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/ciphers.h"
#include "model/component/secrets.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

bool isOurs(const QString &value)
{
    return value.startsWith("ours:"_L1);
}

Result<QString> encrypt(const QString &, const QString &value)
{
    return u"ours:"_s + value;
}

Result<QString> decrypt(const QString &path, const QString &value)
{
    if (value == "ours:broken"_L1)
        return fail(Error::make(Error::Kind::BadInput, u"decrypt"_s, u"%1 is damaged"_s.arg(path)));
    return value.mid(5);
}

} // namespace

class TestCiphers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void N1_encryptWalk_data();
    void N1_encryptWalk();
    void N3_knownPrefixes_data();
    void N3_knownPrefixes();
    void N4_failureStops();
    void N5_decryptWalk_data();
    void N5_decryptWalk();
    void N6_platformCiphersNeedALocalValue();
    void N6_hiddenOfADebugArchive();
    void C11_keysStay();
};

void TestCiphers::N1_encryptWalk_data()
{
    QTest::addColumn<QByteArray>("clear");
    QTest::addColumn<QByteArray>("encrypted");
    const auto row = [](const char *name, const char *clear, const char *encrypted) {
        QTest::newRow(name) << q(clear) << q(encrypted);
    };
    row("A45", "{'#a':'x','b':'y','#c':{'d':'z'},'#e':['q']}", "{'#a':'ours:x','b':'y','#c':{'d':'z'},'#e':['q']}");
    row("A46 cipher", "{'#a':'KBC::ProjectSecure::zzz'}", "{'#a':'KBC::ProjectSecure::zzz'}");
    row("A46 placeholder", "{'#a':'{{ v }}'}", "{'#a':'{{ v }}'}");
    row("A47", "{'#a':'x {{v}}'}", "{'#a':'ours:x {{v}}'}");
    row("N2 casts", "{'#a':true,'#b':false,'#c':12,'#d':null,'#e':1.50}",
        "{'#a':'ours:1','#b':'ours:','#c':'ours:12','#d':'ours:','#e':'ours:1.50'}");
    row("N3 own cipher", "{'#a':'ours:x'}", "{'#a':'ours:x'}");
    row("N1 deep", "{'l':[{'#a':'x'}],'#c':{'#d':'z'}}", "{'l':[{'#a':'ours:x'}],'#c':{'#d':'ours:z'}}");
    row("N4 others", "{'a':'x','b#':'y'}", "{'a':'x','b#':'y'}");
}

void TestCiphers::N1_encryptWalk()
{
    QFETCH(QByteArray, clear);
    const Result<QByteArray> encrypted = encryptMarked(clear, encrypt, isOurs);
    QVERIFY(encrypted);
    QTEST(*encrypted, "encrypted");
    QCOMPARE(encryptMarked(*encrypted, encrypt, isOurs).value_or("?"), *encrypted); // N3: once is enough
}

void TestCiphers::N3_knownPrefixes_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("known");
    for (const char *kind : {"Secure", "ComponentSecure", "ProjectSecure", "ConfigSecure", "ProjectWideSecure", "BranchTypeSecure",
                             "BranchTypeConfigSecure", "ProjectWideBranchTypeSecure"}) {
        for (const char *cloud : {"", "KV", "GKMS"}) {
            const QByteArray prefix = QByteArray("KBC::") + kind + cloud + "::";
            QTest::newRow(prefix.constData()) << QString::fromLatin1(prefix + "abc") << true;
        }
    }
    for (const char *legacy : {"KBC::Encrypted==", "KBC::ComponentEncrypted==", "KBC::ComponentProjectEncrypted=="})
        QTest::newRow(legacy) << QString::fromLatin1(legacy) + u"x"_s << true;
    QTest::newRow("no such kind") << u"KBC::OtherSecure::x"_s << false;
    QTest::newRow("one colon") << u"KBC:ProjectSecure::x"_s << false;
    QTest::newRow("inside") << u"x KBC::ProjectSecure::x"_s << false;
    QTest::newRow("plain") << u"plain"_s << false;
}

void TestCiphers::N3_knownPrefixes()
{
    QFETCH(QString, value);
    QTEST(isPlatformCipher(value), "known");
}

void TestCiphers::N4_failureStops()
{
    const auto refuse = [](const QString &path, const QString &) -> Result<QString> {
        return fail(Error::make(Error::Kind::Internal, u"encrypt"_s, path));
    };
    const Result<QByteArray> result = encryptMarked(q("{'p':{'#a':'x'}}"), refuse, isOurs);
    QVERIFY(!result);
    QCOMPARE(result.error().happened, u"p.#a"_s);
    QVERIFY(!encryptMarked("{", encrypt, isOurs));
}

void TestCiphers::N5_decryptWalk_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<bool>("plainAllowed");
    QTest::addColumn<QByteArray>("clear");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *given, bool plain, const char *clear, const QString &says) {
        QTest::newRow(name) << q(given) << plain << q(clear) << says;
    };
    row("A48 empty", "{'#a':''}", false, "{'#a':''}", {});
    row("A48 plain", "{'#a':'plain'}", false, "", u"Invalid cipher text for key #a"_s);
    row("plain allowed", "{'#a':'plain'}", true, "{'#a':'plain'}", {});
    row("own", "{'p':{'#a':'ours:x'}}", false, "{'p':{'#a':'x'}}", {});
    row("placeholder", "{'#a':'{{ v }}'}", false, "{'#a':'{{ v }}'}", {});
    row("damaged", "{'p':{'#a':'ours:broken'}}", true, "", u"p.#a is damaged"_s);
    row("platform", "{'p':{'#a':'KBC::ConfigSecureKV::x'}}", true, "", u"p.#a was encrypted by the platform"_s);
    row("not marked", "{'a':'plain'}", false, "{'a':'plain'}", {});
}

void TestCiphers::N5_decryptWalk()
{
    QFETCH(QByteArray, given);
    QFETCH(bool, plainAllowed);
    QFETCH(QString, says);
    const Result<QByteArray> clear = decryptMarked(given, decrypt, isOurs, plainAllowed);
    QCOMPARE(clear.has_value(), says.isEmpty());
    if (clear)
        QTEST(*clear, "clear");
    else
        QVERIFY2(clear.error().sentence().contains(says), qPrintable(clear.error().sentence()));
}

void TestCiphers::N6_platformCiphersNeedALocalValue()
{
    const QByteArray config = q("{'parameters':{'db':{'#password':'KBC::ProjectSecure::zzz'},'note':'KBC::ProjectSecure::zzz'}}");
    QCOMPARE(platformCiphers(config), QStringList{u"parameters.db.#password"_s});
    const Result<QByteArray> refused = resolveSecrets(config, lookupIn({}));
    QVERIFY(!refused);
    QVERIFY2(refused.error().sentence().contains(u"only the platform can decrypt parameters.db.#password"_s),
             qPrintable(refused.error().sentence()));
    QVERIFY(refused.error().advice.contains(u"--secret"_s));
    QVERIFY(!refused.error().sentence().contains(u"zzz"_s));
    const Result<QByteArray> given = resolveSecrets(config, lookupIn({{u"#password"_s, u"local"_s}}));
    QVERIFY(given);
    QCOMPARE(*given, q("{'parameters':{'db':{'#password':'local'},'note':'KBC::ProjectSecure::zzz'}}"));
}

void TestCiphers::N6_hiddenOfADebugArchive()
{
    const QByteArray config = q("{'parameters':{'#a':'[hidden]'}}");
    QCOMPARE(resolveSecrets(config, lookupIn({})).value_or("?"), config);
    QCOMPARE(resolveSecrets(config, lookupIn({{u"a"_s, u"x"_s}})).value_or("?"), q("{'parameters':{'#a':'x'}}"));
}

void TestCiphers::C11_keysStay()
{
    const Result<QByteArray> clear = decryptMarked(q("{'#a':'ours:x','z':1,'b':{'#c':'ours:y'}}"), decrypt, isOurs, true);
    QCOMPARE(clear.value_or("?"), q("{'#a':'x','z':1,'b':{'#c':'y'}}"));
}

LONGSHORE_TEST_MAIN(TestCiphers)
#include "tst_ciphers.moc"

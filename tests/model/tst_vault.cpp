// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstate.h"
#include "model/run/statesecrets.h"
#include "model/store/store.h"
#include "model/vault/keyfile.h"
#include "model/vault/sealing.h"
#include "model/vault/secretcontext.h"
#include "model/vault/secretexport.h"
#include "model/vault/vaultopener.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <SQLiteCpp/Database.h>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr PassphraseCost cheap{1, 8192 << 4};

SecretKey key(const char *text)
{
    return std::make_shared<SecretBuffer>(SecretBuffer::copyOf(text));
}

} // namespace

/// The vault (reliability §4.3).
class tst_Vault : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<Store> m_store;

    template<class T>
    static Result<T> wait(const std::function<void(Callback<T>)> &call)
    {
        std::optional<Result<T>> result;
        call([&result](const Result<T> &given) { result = given; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
            return fail(Error::make(Error::Kind::Timeout, u"the test"_s, u"no answer"_s));
        return *result;
    }
    /// What a VaultOpener answers.
    static Result<void> opened(Vault &vault, Keychain &keychain, const std::function<void(VaultOpener &)> &call)
    {
        VaultOpener opener(vault, keychain, nullptr, [] { return cheap; });
        QSignalSpy finished(&opener, &VaultOpener::finished);
        call(opener);
        if (!finished.wait(20'000))
            return fail(Error::make(Error::Kind::Timeout, u"the test"_s, u"no answer"_s));
        return finished.first().first().value<Result<void>>();
    }
    static Result<QList<SecretInfo>> set(Vault &vault, const QString &name, const QByteArray &value, const SecretId &id = {})
    {
        std::vector<NewSecret> secrets;
        secrets.push_back({id, name, {}, {}, SecretBuffer::copyOf(value)});
        return wait<QList<SecretInfo>>([&](Callback<QList<SecretInfo>> done) { vault.set(secrets, qApp, std::move(done)); });
    }
    static QByteArray valueOf(const Vault &vault, const QString &name)
    {
        const auto value = vault.value(name);
        return value ? value->view().toByteArray() : value.error().sentence().toUtf8();
    }
    static void makeOpen(Vault &vault)
    {
        VaultKey form;
        form.place = KeyPlace::KeyFile;
        const auto made = wait<void>([&](Callback<void> done) {
            vault.create(form, std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes)), qApp, std::move(done));
        });
        QVERIFY2(made, made ? "" : qPrintable(made.error().sentence()));
        QVERIFY(vault.isUnlocked());
    }
    /// A state with a secret in it, as a run saves it.
    void saveState(const Vault &vault)
    {
        const auto sealed = sealState(&vault, u"c"_s, {}, "{\"#t\":\"Canary\",\"n\":1}");
        QVERIFY(sealed && !sealed->state.contains("Canary"));
        QVERIFY(wait<void>([&](Callback<void> done) {
            m_store->write([state = sealed->state](SQLite::Database &database) {
                JobStates::write(database, u"c"_s, {}, state, u"r"_s);
            }, qApp, std::move(done));
        }));
    }
    QByteArray savedState(const Vault &vault) const
    {
        const auto states = JobStates::read(*m_store, u"c"_s);
        const auto clear = states ? openStates(&vault, u"c"_s, *states) : Result<QMap<QString, QByteArray>>(fail(states.error()));
        return clear ? clear->value(QString()) : clear.error().sentence().toUtf8();
    }
    void sql(const std::string &statement)
    {
        SQLite::Database database((m_dir->path() + u"/index.db"_s).toStdString(), SQLite::OPEN_READWRITE);
        database.exec(statement);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        const auto store = Store::open(m_dir->path());
        QVERIFY(store);
        m_store = *store;
    }
    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void sealing_opensOnlyWhatItSealed()
    {
        const SecretBuffer master = SecretBuffer::random(secretKeyBytes);
        const QStringList context{u"secret"_s, u"a"_s, u"bc"_s};
        for (const qsizetype size : {0, 1, 63, 64, 65, 1000}) {
            const QByteArray clear(size, 'x');
            const QByteArray sealed = seal(master, clear, context);
            QCOMPARE(sealed.size() % 64, 1 + 24 + 16); // padded: the size of a short one tells nothing
            QVERIFY(!sealed.contains("xxxx"));
            QVERIFY(seal(master, clear, context) != sealed); // a nonce of its own
            const auto opened = unseal(master, sealed, context);
            QVERIFY(opened);
            QCOMPARE(opened->view().toByteArray(), clear);
            QVERIFY(!unseal(SecretBuffer::random(secretKeyBytes), sealed, context));
            QVERIFY(!unseal(master, sealed, {u"secret"_s, u"ab"_s, u"c"_s}));
            QVERIFY(!unseal(master, sealed, {u"secret"_s, u"a"_s}));
            for (qsizetype i = 0; i < sealed.size(); ++i) {
                QByteArray changed = sealed;
                changed[i] = char(changed[i] ^ 1);
                QVERIFY2(!unseal(master, changed, context), QByteArray::number(i).constData());
            }
            for (qsizetype i = 0; i < sealed.size(); ++i)
                QVERIFY(!unseal(master, sealed.left(i), context));
        }
    }

    void secretBuffer_isWipedAndMoved()
    {
        SecretBuffer one = SecretBuffer::copyOf("secret");
        QVERIFY(one == SecretBuffer::copyOf("secret"));
        QVERIFY(!(one == SecretBuffer::copyOf("secres")));
        QVERIFY(!(one == SecretBuffer::copyOf("secre")));
        SecretBuffer other = std::move(one);
        QCOMPARE(other.view().toByteArray(), QByteArray("secret"));
        QVERIFY(one.isEmpty()); // NOLINT: what was moved from is empty
        other.truncate(3);
        QCOMPARE(other.view().toByteArray(), QByteArray("sec"));
        QByteArray text = "secret"_ba;
        wipe(text);
        QVERIFY(text.isEmpty());
    }

    void passphrase_costAndSalt_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<quint64>("operations");
        QTest::addColumn<quint64>("memory");
        QTest::addColumn<bool>("good");
        const QByteArray salt(16, 's');
        QTest::newRow("good") << "p"_ba << salt << 1ull << 131072ull << true;
        QTest::newRow("empty") << QByteArray() << salt << 1ull << 131072ull << false;
        QTest::newRow("short salt") << "p"_ba << salt.left(15) << 1ull << 131072ull << false;
        QTest::newRow("no operations") << "p"_ba << salt << 0ull << 131072ull << false;
        QTest::newRow("years of operations") << "p"_ba << salt << (1ull << 40) << 131072ull << false;
        QTest::newRow("all memory") << "p"_ba << salt << 1ull << (1ull << 42) << false;
        QTest::newRow("no memory") << "p"_ba << salt << 1ull << 1ull << false;
    }
    void passphrase_costAndSalt()
    {
        QFETCH(QByteArray, passphrase);
        QFETCH(QByteArray, salt);
        QFETCH(quint64, operations);
        QFETCH(quint64, memory);
        const auto made = keyFromPassphrase(SecretBuffer::copyOf(passphrase), salt, {operations, memory});
        QTEST(bool(made), "good");
        if (made)
            QVERIFY(**made == **keyFromPassphrase(SecretBuffer::copyOf(passphrase), salt, {operations, memory}));
    }

    void keyFile_onlyOnesOwn()
    {
        const QString path = m_dir->filePath(u"key"_s);
        const auto made = makeKeyFile(path);
        QVERIFY(made);
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        const auto read = readKeyFile(path);
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence()));
        QVERIFY(**read == **made);
        QVERIFY(makeKeyFile(path).error().kind == Error::Kind::Conflict);
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        QVERIFY(readKeyFile(path).error().kind == Error::Kind::PermissionDenied);
        QVERIFY(readKeyFile(path).error().sentence().contains(u"chmod 600"_s));
        QVERIFY(readKeyFile(m_dir->filePath(u"none"_s)).error().kind == Error::Kind::NotFound);
        const QString wrong = m_dir->filePath(u"wrong"_s);
        QFile file(wrong);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no key at all") > 0);
        file.close();
        QVERIFY(QFile::setPermissions(wrong, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(readKeyFile(wrong).error().kind == Error::Kind::BadInput);
    }

    void secrets_setReadListRenameRemove()
    {
        Vault vault(m_store);
        makeOpen(vault);
        const auto stored = set(vault, u"github"_s, "value one");
        QVERIFY2(stored, stored ? "" : qPrintable(stored.error().sentence()));
        const SecretId id = stored->first().id;
        QVERIFY(SecretId::isId(id.value));
        QCOMPARE(valueOf(vault, u"github"_s), "value one"_ba);
        QCOMPARE(valueOf(vault, id.value), "value one"_ba);
        QCOMPARE(set(vault, u"github"_s, "value two")->first().id, id); // another value, the same secret
        QCOMPARE(valueOf(vault, id.value), "value two"_ba);
        QCOMPARE(vault.list()->size(), 1);
        const auto renamed = wait<SecretInfo>([&](Callback<SecretInfo> done) { vault.rename(u"github"_s, u"gitlab"_s, qApp, std::move(done)); });
        QVERIFY(renamed);
        QCOMPARE(valueOf(vault, u"gitlab"_s), "value two"_ba);
        QCOMPARE(valueOf(vault, id.value), "value two"_ba);
        QVERIFY(vault.value(u"github"_s).error().kind == Error::Kind::NotFound);
        const QString own = SecretId::make().value; // another machine's job names it
        QVERIFY(set(vault, {}, "three", {own}));
        QCOMPARE(valueOf(vault, own), "three"_ba);
        vault.lock(Error::make(Error::Kind::BadInput, u"unlock the vault"_s, u"it is locked by a passphrase"_s));
        QCOMPARE(vault.list()->size(), 2);
        QVERIFY(vault.value(own).error().happened.contains(u"passphrase"_s));
        QVERIFY(!set(vault, u"x"_s, "y"));
        const auto removed = wait<SecretInfo>([&](Callback<SecretInfo> done) { vault.remove(own, qApp, std::move(done)); });
        QVERIFY(removed);
        QCOMPARE(vault.list()->size(), 1);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("word") << u"token"_s << true;
        QTest::newRow("sentence") << u"Split comments: parameters.#token"_s << true;
        QTest::newRow("umlauts") << u"Schlüssel 🔑"_s << true;
        QTest::newRow("space at the end") << u"a "_s << false;
        QTest::newRow("control") << u"a\nb"_s << false;
        QTest::newRow("id") << SecretId::make().value << false;
        QTest::newRow("long") << QString(201, u'x') << false;
        QTest::newRow("taken") << u"taken"_s << false;
    }
    void names()
    {
        QFETCH(QString, name);
        Vault vault(m_store);
        makeOpen(vault);
        QVERIFY(set(vault, u"taken"_s, "x"));
        const auto stored = set(vault, name, "y", SecretId::make());
        QTEST(bool(stored), "good");
    }

    void index_holdsCiphertextOnly()
    {
        {
            Vault vault(m_store);
            makeOpen(vault);
            for (int i = 0; i < 25; ++i)
                QVERIFY(set(vault, u"s%1"_s.arg(i), "Canary-" + QByteArray::number(i * 7919)));
            for (int i = 0; i < 25; ++i)
                QVERIFY(set(vault, u"s%1"_s.arg(i), "Second-" + QByteArray::number(i * 7919)));
        }
        for (const QString &name : QDir(m_dir->path()).entryList(QDir::Files)) {
            QFile file(m_dir->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains("Canary-") && !bytes.contains("Second-"), qPrintable(name));
        }
    }

    void tampered_givesASentence_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::newRow("value") << "UPDATE secret SET sealed = CAST(substr(sealed, 1, 40) || x'00' || substr(sealed, 42) AS BLOB) WHERE name = 'a'"_ba;
        QTest::newRow("cut") << "UPDATE secret SET sealed = x'01' WHERE name = 'a'"_ba;
        QTest::newRow("empty") << "UPDATE secret SET sealed = x'' WHERE name = 'a'"_ba;
        QTest::newRow("another's value") << "UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'b') WHERE name = 'a'"_ba;
        QTest::newRow("another's name") << "UPDATE secret SET name = 'c' WHERE name = 'a'; UPDATE secret SET name = 'a' WHERE name = 'b'"_ba;
        QTest::newRow("another job") << "UPDATE secret SET job_id = 'x' WHERE name = 'a'"_ba;
        QTest::newRow("another key") << "UPDATE secret SET key_path = 'x' WHERE name = 'a'"_ba;
    }
    void tampered_givesASentence()
    {
        QFETCH(QByteArray, statement);
        Vault vault(m_store);
        makeOpen(vault);
        QVERIFY(set(vault, u"a"_s, "value a") && set(vault, u"b"_s, "value b"));
        sql(statement.toStdString());
        const auto value = vault.value(u"a"_s);
        QVERIFY(!value);
        QVERIFY(value.error().kind == Error::Kind::BadInput);
        QVERIFY2(value.error().sentence().contains(u"changed or damaged"_s), qPrintable(value.error().sentence()));
    }

    void session_leavesNothing()
    {
        Vault vault(m_store);
        vault.openForSession();
        QVERIFY(set(vault, u"a"_s, "value"));
        QCOMPARE(valueOf(vault, u"a"_s), "value"_ba);
        QVERIFY(!*vault.key());
        QCOMPARE(vault.list()->size(), 1);
        QCOMPARE(Vault(m_store).list()->size(), 0);
        QVERIFY((wait<SecretInfo>([&](Callback<SecretInfo> done) { vault.remove(u"a"_s, qApp, std::move(done)); })));
        QCOMPARE(vault.list()->size(), 0);
    }

    void session_goesIntoTheVaultThatIsMade()
    {
        Vault vault(m_store);
        vault.openForSession();
        QVERIFY(set(vault, u"a"_s, "value"));
        makeOpen(vault);
        QCOMPARE(valueOf(vault, u"a"_s), "value"_ba);
        QCOMPARE(Vault(m_store).list()->size(), 1);
    }

    void opener_findsTheKey_data()
    {
        QTest::addColumn<QString>("place");
        for (const char *place : {"keychain", "passphrase", "file"})
            QTest::newRow(place) << QString::fromLatin1(place);
    }
    void opener_findsTheKey()
    {
        QFETCH(QString, place);
        FakeKeychain keychain;
        KeyOffer offer;
        if (place == "passphrase"_L1)
            offer.passphrase = key("open sesame");
        if (place == "file"_L1)
            offer.keyFile = m_dir->filePath(u"key"_s);
        {
            Vault vault(m_store);
            QVERIFY(opened(vault, keychain, [&](VaultOpener &opener) { opener.openOrMake(offer); }));
            QVERIFY(vault.isUnlocked());
            QVERIFY(set(vault, u"a"_s, "value"));
        }
        Vault vault(m_store);
        QCOMPARE(toKey((*vault.key())->place), place);
        QVERIFY(!vault.value(u"a"_s));
        const auto again = opened(vault, keychain, [&](VaultOpener &opener) { opener.open(offer); });
        QVERIFY2(again, again ? "" : qPrintable(again.error().sentence()));
        QCOMPARE(valueOf(vault, u"a"_s), "value"_ba);
        QCOMPARE(keychain.items.size(), place == "keychain"_L1 ? 1 : 0);
    }

    void opener_saysWhyNot()
    {
        FakeKeychain none;
        none.refusal = Error::make(Error::Kind::Unreachable, u"keep the key"_s, u"there is no keychain here"_s);
        Vault vault(m_store);
        const auto open = [&](const KeyOffer &offer, bool make) {
            return opened(vault, none, [&](VaultOpener &opener) { make ? opener.openOrMake(offer) : opener.open(offer); });
        };
        QVERIFY(open({}, false).error().kind == Error::Kind::NotFound);
        const auto noKeychain = open({}, true);
        QVERIFY(noKeychain.error().kind == Error::Kind::Unreachable);
        QVERIFY2(noKeychain.error().sentence().contains(u"no keychain here. Give --passphrase-fd N or --key-file FILE"_s),
                 qPrintable(noKeychain.error().sentence()));
        QVERIFY(!*vault.key()); // never without a lock
        QVERIFY(open({key("right"), {}}, true));
        vault.lock(Error());
        QVERIFY(open({}, false).error().sentence().contains(u"it is locked by a passphrase. Give it with --passphrase-fd N"_s));
        QVERIFY(vault.value(u"x"_s).error().kind == Error::Kind::NotFound);
        QVERIFY(open({key("wrong"), {}}, false).error().sentence().contains(u"this is not its passphrase"_s));
        QVERIFY(!vault.isUnlocked());
        sql("UPDATE vault SET wrapped = x'0102'");
        QVERIFY(!open({key("right"), {}}, false));
        sql("UPDATE vault SET memory = 1 << 45");
        QVERIFY(open({key("right"), {}}, false).error().sentence().contains(u"was changed"_s));
    }

    /// What a copy of index.db holds, with the key that opened it then, says nothing about what is stored after a re-key.
    void rekey_sealsEverythingAnew()
    {
        FakeKeychain keychain;
        SecretKey old;
        {
            Vault vault(m_store);
            QVERIFY(opened(vault, keychain, [&](VaultOpener &opener) { opener.openOrMake({}); }));
            QVERIFY(set(vault, u"a"_s, "value") && set(vault, u"b"_s, "other"));
            const QString item = keychain.items.keys().first();
            old = *(**vault.key()).unwrap(*keychain.items.value(item));
            saveState(vault);
            QVERIFY(opened(vault, keychain, [&](VaultOpener &opener) { opener.lockBy({}); })); // another item takes its place
            QVERIFY(keychain.items.size() == 1 && !keychain.items.contains(item));
            QVERIFY(opened(vault, keychain, [&](VaultOpener &opener) { opener.lockBy({key("new"), {}}); }));
            QCOMPARE(keychain.items.size(), 0);
            QCOMPARE(valueOf(vault, u"a"_s), "value"_ba); // still open
            QVERIFY(set(vault, u"c"_s, "third"));
        }
        Vault vault(m_store);
        QVERIFY(!opened(vault, keychain, [&](VaultOpener &opener) { opener.open({}); }));
        QVERIFY(opened(vault, keychain, [&](VaultOpener &opener) { opener.open({key("new"), {}}); }));
        QCOMPARE(valueOf(vault, u"a"_s), "value"_ba);
        QCOMPARE(valueOf(vault, u"b"_s), "other"_ba);
        QCOMPARE(valueOf(vault, u"c"_s), "third"_ba);
        QCOMPARE(savedState(vault), "{\"#t\":\"Canary\",\"n\":1}"_ba);
        const auto rows = SecretTable::read(*m_store);
        for (const SealedSecret &row : *rows)
            QVERIFY2(!unseal(*old, row.sealed, contextOf(row.info)), qPrintable(row.info.name));
    }

    /// A process that is killed in the middle of a re-key leaves the vault as it was.
    void rekey_killedHalfWay()
    {
        const SecretKey by = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
        {
            Vault vault(m_store);
            QVERIFY(wait<void>([&](Callback<void> done) { vault.create({}, by, qApp, std::move(done)); }));
            QVERIFY(set(vault, u"a"_s, "value") && set(vault, u"b"_s, "other"));
            saveState(vault);
        }
        m_store.reset();
        const pid_t child = ::fork();
        if (child == 0) {
            const auto store = Store::open(m_dir->path());
            Vault vault(*store);
            (void)vault.unlock(**vault.key(), *by);
            // All is sealed anew by then, nothing is committed.
            vault.rekey({}, by, [](SQLite::Database &, const SecretBuffer &, const SecretBuffer &) { ::raise(SIGKILL); }, qApp, [](const Result<void> &) {});
            ::sleep(60);
            ::_exit(1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        const auto store = Store::open(m_dir->path());
        QVERIFY(store);
        m_store = *store;
        Vault vault(m_store);
        QVERIFY(vault.unlock(**vault.key(), *by));
        QCOMPARE(valueOf(vault, u"a"_s), "value"_ba);
        QCOMPARE(valueOf(vault, u"b"_s), "other"_ba);
        QCOMPARE(savedState(vault), "{\"#t\":\"Canary\",\"n\":1}"_ba);
        QVERIFY(set(vault, u"c"_s, "third"));
    }

    void rekey_byAnotherProgramIsTold()
    {
        const SecretKey by = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
        Vault one(m_store);
        QVERIFY(wait<void>([&](Callback<void> done) { one.create({}, by, qApp, std::move(done)); }));
        QVERIFY(set(one, u"a"_s, "value"));
        Vault other(m_store);
        QVERIFY(other.unlock(**other.key(), *by));
        QVERIFY(wait<void>([&](Callback<void> done) { other.rekey({}, by, {}, qApp, std::move(done)); }));
        const auto value = one.value(u"a"_s);
        QVERIFY(!value);
        QVERIFY2(value.error().sentence().contains(u"another program gave the vault a new key meanwhile. Unlock it again"_s), qPrintable(value.error().sentence()));
        QVERIFY(one.unlock(**one.key(), *by));
        QCOMPARE(valueOf(one, u"a"_s), "value"_ba);
    }

    void anotherProgramChangedTheKey_storesNothing()
    {
        Vault vault(m_store);
        makeOpen(vault);
        sql("UPDATE vault SET key_id = 'other'");
        const auto stored = set(vault, u"a"_s, "value");
        QVERIFY(!stored);
        QVERIFY2(stored.error().sentence().contains(u"another program changed the key"_s), qPrintable(stored.error().sentence()));
        QCOMPARE(vault.list()->size(), 0);
    }

    void export_opensWithItsPassphraseOnly()
    {
        Vault vault(m_store);
        makeOpen(vault);
        QVERIFY(set(vault, u"a"_s, "Canary-One") && set(vault, u"b ü"_s, QByteArray()));
        const auto all = allSecrets(vault);
        QVERIFY(all);
        const auto file = sealSecrets(**all, SecretBuffer::copyOf("pass"), cheap);
        QVERIFY(file);
        QVERIFY(!file->contains("Canary") && !file->contains("b ü"));
        const auto opened = openSecrets(*file, SecretBuffer::copyOf("pass"));
        QVERIFY(opened);
        QCOMPARE((*opened)->size(), size_t(2));
        for (size_t i = 0; i < 2; ++i) {
            QCOMPARE((**opened)[i].id, (**all)[i].id);
            QCOMPARE((**opened)[i].name, (**all)[i].name);
            QVERIFY((**opened)[i].value == (**all)[i].value);
        }
        QVERIFY(!openSecrets(*file, SecretBuffer::copyOf("other")));
        for (const QByteArray &bad : {QByteArray(), "{}"_ba, "[1]"_ba, file->left(file->size() / 2), QByteArray(*file).replace("\"operations\": 1", "\"operations\": 2")})
            QVERIFY(!openSecrets(bad, SecretBuffer::copyOf("pass")));
    }
};

LONGSHORE_TEST_MAIN(tst_Vault)
#include "tst_vault.moc"

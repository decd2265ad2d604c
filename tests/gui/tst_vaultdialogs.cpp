// SPDX-License-Identifier: GPL-3.0-or-later
// The vault in the window: opening it, what a run needs, what a job may hold.
#include "model/run/missingsecret.h"
#include "model/store/store.h"
#include "tests/gui/picture.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/testmain.h"
#include "ui/theme/theme.h"
#include "ui/vault/secretkeeper.h"
#include "ui/vault/secretsdialog.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/secretedit.h"

#include <QAbstractButton>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr PassphraseCost cheap{1, 8192 << 4};

/// A window over a store of its own.
struct Desk {
    explicit Desk(Theme::Scheme scheme = Theme::Scheme::Light)
        : theme(qApp, scheme), store(Store::open(folder.path()).value()), vault(store), keeper(vault, keychain, nullptr, [] { return cheap; })
    {
        window.resize(900, 700);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window did not become active");
    }

    QDialog *dialog(const QString &name) const
    {
        for (QDialog *one : window.findChildren<QDialog *>(name)) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    template<class T>
    T *find(const QString &name) const
    {
        return window.findChild<T *>(name);
    }
    void press(const QString &dialogName, const QString &button) const
    {
        auto *pressed = dialog(dialogName)->findChild<QAbstractButton *>(button);
        QVERIFY2(pressed, qPrintable(button));
        QVERIFY2(pressed->isEnabled(), qPrintable(button));
        pressed->click();
    }
    void type(const QString &field, const QString &text) const
    {
        const QList<QLineEdit *> edits = window.findChildren<QLineEdit *>(field);
        const auto shown = std::find_if(edits.begin(), edits.end(), [](const QLineEdit *one) { return one->isVisible(); });
        QVERIFY2(shown != edits.end(), qPrintable(field)); // one of a dialog that was answered may not be deleted yet
        QLineEdit *edit = *shown;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    QString told() const { return find<MarkLabel>(u"vaultState"_s)->text(); }
    /// A vault with this passphrase, open.
    void make(const QByteArray &passphrase)
    {
        VaultOpener opener(vault, keychain, nullptr, [] { return cheap; });
        bool done = false;
        QObject::connect(&opener, &VaultOpener::finished, &opener, [&done](const Result<void> &result) { done = bool(result); });
        opener.openOrMake({std::make_shared<SecretBuffer>(SecretBuffer::copyOf(passphrase)), {}});
        QTRY_VERIFY(done);
    }
    void set(const QString &name, const QByteArray &value)
    {
        std::vector<NewSecret> secrets(1);
        secrets[0].name = name;
        secrets[0].value = SecretBuffer::copyOf(value);
        bool done = false;
        vault.set(secrets, &window, [&done](const Result<QList<SecretInfo>> &result) { done = bool(result); });
        QTRY_VERIFY(done);
    }
    QByteArray valueOf(const QString &name) const
    {
        const auto value = vault.value(name);
        return value ? value->view().toByteArray() : value.error().sentence().toUtf8();
    }
    /// A job with these parameters.
    static JobDocument job(const QByteArray &parameters)
    {
        return JobDocument::parse("{\"format\":\"longshore.job/1\",\"id\":\"job-1\",\"name\":\"Load orders\",\"component\":{\"data\":{\"definition\":"
                                  "{\"type\":\"dockerhub\",\"uri\":\"x/y\"}}},\"configuration\":{\"parameters\":" + parameters + "}}").value();
    }
    /// Presses Run.
    void complete(const QByteArray &parameters)
    {
        RunRequest request;
        request.job = job(parameters);
        completed.reset();
        keeper.complete(request, &window, [this](const RunRequest &given) { completed = given; });
    }
    void keep(const QByteArray &parameters, const QStringList &paths = {})
    {
        kept.reset();
        keeper.keep(job(parameters), paths, &window, [this](const JobDocument &given) { kept = given; });
    }

    QTemporaryDir folder;
    Theme theme;
    std::shared_ptr<Store> store;
    FakeKeychain keychain;
    Vault vault;
    SecretKeeper keeper;
    QWidget window;
    std::optional<RunRequest> completed;
    std::optional<JobDocument> kept;
};

const QString keyPath = u"configuration.parameters.#token"_s;

} // namespace

class TestVaultDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void A10_133_aJobsSecretsGoToTheVault_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"lockByKeychain", "lockByPassphrase", "lockByFile", "lockForSession"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void A10_133_aJobsSecretsGoToTheVault()
    {
        QFETCH(QString, way);
        Desk desk;
        desk.keep("{\"#token\":\"Canary-1\",\"n\":1}");
        QVERIFY(!desk.kept);
        QVERIFY(desk.dialog(u"lockVault"_s));
        QVERIFY(desk.find<QLabel>(u"sentence"_s)->text().contains(u"Load orders"_s));
        desk.press(u"lockVault"_s, way);
        if (way == "lockByPassphrase"_L1) {
            desk.type(u"newPassphrase"_s, u"open sesame"_s);
            desk.type(u"repeatPassphrase"_s, u"open sesame"_s);
        }
        if (way == "lockByFile"_L1)
            desk.type(u"vaultKeyFile"_s, desk.folder.filePath(u"key"_s));
        desk.press(u"lockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.kept);
        QVERIFY(!desk.dialog(u"lockVault"_s));
        QVERIFY(!desk.kept->toJson().contains("Canary-1"));
        QCOMPARE(desk.valueOf(u"Load orders: parameters.#token"_s), "Canary-1"_ba);
        QCOMPARE(bool(*desk.vault.key()), way != "lockForSession"_L1);
        // Once it is open nothing is asked.
        desk.keep("{\"#token\":\"Canary-2\"}");
        QTRY_VERIFY(desk.kept);
        QCOMPARE(desk.valueOf(u"Load orders: parameters.#token"_s), "Canary-2"_ba);
    }

    void A10_133_askedAtEachStartInstead()
    {
        Desk desk;
        desk.keep("{\"#token\":\"Canary-1\",\"password\":\"Canary-2\"}", {u"configuration.parameters.password"_s});
        desk.press(u"lockVault"_s, u"vaultInstead"_s);
        QVERIFY(desk.kept);
        QCOMPARE(desk.kept->parameters(), "{\"#token\":{\"$secret\":\"\"},\"password\":{\"$secret\":\"\"}}"_ba);
        QVERIFY(!*desk.vault.key());
    }

    void cancelledSavesNothing()
    {
        Desk desk;
        desk.keep("{\"#token\":\"Canary-1\"}");
        desk.press(u"lockVault"_s, u"cancel"_s);
        QVERIFY(!desk.kept);
        desk.keep("{\"plain\":1}"); // nothing to ask
        QVERIFY(desk.kept);
    }

    void lock_badInputIsTold_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << u"lockByPassphrase"_s << QString() << QString() << u"The passphrase is empty"_s;
        QTest::newRow("different") << u"lockByPassphrase"_s << u"a"_s << u"b"_s << u"The two passphrases differ"_s;
        QTest::newRow("relative path") << u"lockByFile"_s << u"key"_s << QString() << u"needs a whole path"_s;
        QTest::newRow("nowhere") << u"lockByFile"_s << u"/nowhere/at/all/key"_s << QString() << u"."_s;
        QTest::newRow("no keychain") << u"lockByKeychain"_s << QString() << QString() << u"There is no keychain here. Start or unlock the keychain and try again. Or choose another lock."_s;
    }
    void lock_badInputIsTold()
    {
        QFETCH(QString, way);
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(QString, words);
        Desk desk;
        desk.keychain.refusal = Error::make(Error::Kind::Unreachable, u"keep the key"_s, u"there is no keychain here"_s);
        desk.keep("{\"#token\":\"x\"}");
        desk.press(u"lockVault"_s, way);
        if (way == "lockByFile"_L1)
            desk.type(u"vaultKeyFile"_s, first);
        if (way == "lockByPassphrase"_L1) {
            desk.type(u"newPassphrase"_s, first);
            desk.type(u"repeatPassphrase"_s, second);
        }
        desk.press(u"lockVault"_s, u"doIt"_s);
        QTRY_VERIFY2(desk.told().contains(words) && !desk.told().contains(u"--"_s), qPrintable(desk.told()));
        QVERIFY(desk.dialog(u"lockVault"_s));
        QVERIFY(!*desk.vault.key());
    }

    void unlock_wrongPassphraseIsToldAndCanBeTriedAgain()
    {
        Desk desk;
        desk.make("right");
        desk.set(u"github"_s, "value");
        desk.keeper.lock();
        bool open = false;
        desk.keeper.open(&desk.window, {}, [&open] { open = true; });
        QVERIFY(!open);
        auto *dialog = desk.dialog(u"unlockVault"_s);
        QVERIFY(!dialog->findChild<QPushButton *>(u"doIt"_s)->isEnabled()); // nothing typed
        desk.type(u"vaultPassphrase"_s, u"wrong"_s);
        desk.press(u"unlockVault"_s, u"doIt"_s);
        QTRY_VERIFY2(desk.told().contains(u"This is not its passphrase. Look at Caps Lock"_s), qPrintable(desk.told()));
        desk.type(u"vaultPassphrase"_s, u"right"_s);
        desk.press(u"unlockVault"_s, u"doIt"_s);
        QTRY_VERIFY(open);
        QCOMPARE(desk.valueOf(u"github"_s), "value"_ba);
        desk.keeper.lock();
        QVERIFY(!desk.vault.isUnlocked());
    }

    void unlock_keychainIsAskedAtOnce()
    {
        Desk desk;
        bool open = false;
        desk.keep("{\"#token\":\"x\"}");
        desk.press(u"lockVault"_s, u"doIt"_s); // the keychain is the first choice
        QTRY_VERIFY(desk.kept);
        desk.keeper.lock();
        desk.keeper.open(&desk.window, {}, [&open] { open = true; });
        QTRY_VERIFY(open);
        desk.keeper.lock();
        desk.keychain.items.clear();
        desk.keeper.open(&desk.window, {}, [] {});
        QTRY_VERIFY2(desk.find<MarkLabel>(u"vaultState"_s) && desk.told().contains(u"sealed export"_s), qPrintable(desk.told()));
    }

    void A10_133_missingSecretsAreAskedForInOne()
    {
        Desk desk;
        desk.complete("{\"#token\":{\"$secret\":\"\"},\"#cipher\":\"KBC::ProjectSecure::zz\",\"#gone\":{\"$secret\":\"gone\"}}");
        QVERIFY(!desk.completed);
        QVERIFY(desk.dialog(u"askSecrets"_s));
        QCOMPARE(desk.window.findChildren<SecretEdit *>().size(), 3);
        auto *run = desk.dialog(u"askSecrets"_s)->findChild<QPushButton *>(u"doIt"_s);
        QVERIFY(!run->isEnabled());
        desk.type(u"secret."_s + keyPath, u"one"_s);
        desk.type(u"secret.configuration.parameters.#cipher"_s, u"two"_s);
        desk.type(u"secret.gone"_s, u"three"_s);
        QVERIFY(run->isEnabled());
        run->click();
        QVERIFY(desk.completed);
        QCOMPARE(desk.completed->secrets.value(keyPath), u"one"_s);
        QCOMPARE(missingSecrets(*desk.completed, nullptr), QList<MissingSecret>());
        QVERIFY(!*desk.vault.key()); // only for this run
    }

    void A10_133_askedAndKept()
    {
        Desk desk;
        desk.complete("{\"#token\":{\"$secret\":\"\"}}");
        desk.type(u"secret."_s + keyPath, u"one"_s);
        desk.press(u"askSecrets"_s, u"secretsKept"_s);
        desk.press(u"askSecrets"_s, u"doIt"_s);
        QVERIFY(!desk.completed);
        desk.press(u"lockVault"_s, u"lockForSession"_s);
        desk.press(u"lockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.completed);
        desk.complete("{\"#token\":{\"$secret\":\"\"}}"); // not asked again
        QVERIFY(desk.completed);
    }

    void lockedVaultIsUnlockedOrGoneAround()
    {
        Desk desk;
        desk.make("right");
        desk.set(u"github"_s, "value");
        desk.complete("{\"#token\":{\"$secret\":\"github\"}}");
        QVERIFY(desk.completed);
        desk.keeper.lock();
        desk.complete("{\"#token\":{\"$secret\":\"github\"}}");
        QVERIFY(!desk.completed);
        desk.press(u"unlockVault"_s, u"vaultInstead"_s);
        QVERIFY(desk.dialog(u"askSecrets"_s));
        desk.type(u"secret.github"_s, u"other"_s);
        desk.press(u"askSecrets"_s, u"doIt"_s);
        QVERIFY(desk.completed);
        QCOMPARE(desk.completed->secrets, (QMap<QString, QString>{{u"github"_s, u"other"_s}}));
        desk.complete("{\"#token\":{\"$secret\":\"github\"}}");
        desk.type(u"vaultPassphrase"_s, u"right"_s);
        desk.press(u"unlockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.completed);
        QCOMPARE(desk.completed->secrets.size(), 0);
    }

    void U2_secretEditShowsWhileHeldOnly()
    {
        Theme theme(qApp, Theme::Scheme::Light);
        SecretEdit edit;
        edit.setText(u"hunter2"_s);
        edit.show();
        QVERIFY(edit.inputMethodHints() & Qt::ImhSensitiveData && edit.inputMethodHints() & Qt::ImhHiddenText);
        QTest::keyPress(&edit, Qt::Key_F8);
        QCOMPARE(edit.echoMode(), QLineEdit::Normal);
        QTest::keyRelease(&edit, Qt::Key_F8);
        QCOMPARE(edit.echoMode(), QLineEdit::Password);
        auto *eye = edit.findChild<QAbstractButton *>();
        QTest::mousePress(eye, Qt::LeftButton);
        QCOMPARE(edit.echoMode(), QLineEdit::Normal);
        QTest::mouseRelease(eye, Qt::LeftButton);
        QCOMPARE(edit.echoMode(), QLineEdit::Password);
    }

    void secretsAreManaged()
    {
        Desk desk;
        desk.make("right");
        desk.set(u"github"_s, "value");
        auto *dialog = new SecretsDialog(desk.keeper, &desk.window);
        dialog->show();
        auto *list = desk.find<QTreeWidget>(u"secretsList"_s);
        QCOMPARE(list->topLevelItemCount(), 1);
        QVERIFY(desk.find<MarkLabel>(u"vaultLock"_s)->text().startsWith(u"Open. The key of the vault is locked by a passphrase"_s));
        desk.press(u"secretsDialog"_s, u"newSecret"_s);
        desk.type(u"secretName"_s, u"gitlab"_s);
        desk.type(u"secretValue"_s, u"second"_s);
        desk.press(u"newSecretQuestion"_s, u"doIt"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(desk.valueOf(u"gitlab"_s), "second"_ba);
        list->setCurrentItem(list->topLevelItem(0));
        desk.press(u"secretsDialog"_s, u"replaceSecret"_s);
        QTRY_VERIFY(!desk.window.findChild<QDialog *>(u"newSecretQuestion"_s));
        desk.type(u"secretValue"_s, u"changed"_s);
        desk.press(u"newValueQuestion"_s, u"doIt"_s);
        QTRY_COMPARE(desk.valueOf(u"github"_s), "changed"_ba);
        desk.press(u"secretsDialog"_s, u"changeLock"_s);
        desk.press(u"lockVault"_s, u"lockByPassphrase"_s);
        desk.type(u"newPassphrase"_s, u"newer"_s);
        desk.type(u"repeatPassphrase"_s, u"newer"_s);
        desk.press(u"lockVault"_s, u"doIt"_s);
        QTRY_VERIFY(!desk.dialog(u"lockVault"_s));
        desk.press(u"secretsDialog"_s, u"lockOrUnlock"_s);
        QVERIFY(!desk.vault.isUnlocked());
        QVERIFY(desk.find<MarkLabel>(u"vaultLock"_s)->text().startsWith(u"Locked."_s));
        desk.press(u"secretsDialog"_s, u"lockOrUnlock"_s);
        desk.type(u"vaultPassphrase"_s, u"newer"_s);
        desk.press(u"unlockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.vault.isUnlocked());
        QCOMPARE(desk.valueOf(u"github"_s), "changed"_ba);
        desk.press(u"secretsDialog"_s, u"removeSecret"_s);
        desk.press(u"removeSecretQuestion"_s, u"doIt"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        Desk desk(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        const QTemporaryDir folder;
        const auto picture = [&](const QString &dialog, const QString &name) {
            QVERIFY(desk.dialog(dialog));
            QVERIFY(!isBlank(takePicture(*desk.dialog(dialog), u"vault-%1-%2"_s.arg(name, dark ? u"dark"_s : u"light"_s), folder.path())));
        };
        desk.keep("{\"#token\":\"x\"}");
        desk.press(u"lockVault"_s, u"lockByPassphrase"_s);
        desk.type(u"newPassphrase"_s, u"correct horse"_s);
        desk.type(u"repeatPassphrase"_s, u"correct horse"_s);
        picture(u"lockVault"_s, u"make"_s);
        desk.press(u"lockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.kept);
        desk.set(u"github"_s, "value");
        (new SecretsDialog(desk.keeper, &desk.window))->show();
        picture(u"secretsDialog"_s, u"secrets"_s);
        desk.keeper.lock();
        desk.complete("{\"#token\":{\"$secret\":\"github\"}}");
        desk.type(u"vaultPassphrase"_s, u"wrong"_s);
        desk.press(u"unlockVault"_s, u"doIt"_s);
        QTRY_VERIFY(desk.told().contains(u"not its passphrase"_s));
        picture(u"unlockVault"_s, u"unlock"_s);
        desk.press(u"unlockVault"_s, u"cancel"_s);
        desk.complete("{\"#apiKey\":{\"$secret\":\"\"},\"db\":{\"#password\":\"KBC::ProjectSecure::zz\"}}");
        desk.type(u"secret.configuration.parameters.#apiKey"_s, u"hunter2222"_s);
        picture(u"askSecrets"_s, u"ask"_s);
    }
};

LONGSHORE_GUI_TEST_MAIN(TestVaultDialogs)
#include "tst_vaultdialogs.moc"

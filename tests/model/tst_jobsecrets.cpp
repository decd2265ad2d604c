// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontext.h"
#include "model/run/runplan.h"
#include "model/run/statesecrets.h"
#include "model/store/store.h"
#include "model/vault/jobsecrets.h"
#include "model/vault/vault.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

/// Secrets of a job file, of a run and of its states, in the vault (contract §13, S4).
class tst_JobSecrets : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::shared_ptr<Store> m_store;
    std::shared_ptr<Vault> m_vault;

    /// `configuration` in a job.
    static QByteArray jobOf(const QByteArray &configuration)
    {
        return "{\"format\":\"longshore.job/1\",\"id\":\"job-1\",\"name\":\"J\",\"component\":{\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x/y\"}}},"
               "\"configuration\":" + configuration + "}";
    }
    static QMap<QString, QByteArray> stored(const JobEncryption &encryption)
    {
        QMap<QString, QByteArray> values;
        for (size_t i = 0; i < encryption.secrets.size(); ++i)
            values.insert(encryption.paths[qsizetype(i)], encryption.secrets[i].value.view().toByteArray());
        return values;
    }
    void keep(const std::vector<NewSecret> &secrets)
    {
        bool done = false;
        m_vault->set(secrets, this, [&](const Result<QList<SecretInfo>> &result) { done = bool(result); });
        QTRY_VERIFY(done);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto store = Store::open(m_dir.path());
        QVERIFY(store);
        m_store = *store;
    }
    void init()
    {
        m_vault = std::make_shared<Vault>(m_store);
        m_vault->openForSession();
    }

    void replace_keepsEveryOtherByte_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("layout") << "{ \"a\" :\t1.10 ,\n  \"b\":{\"c\" : \"x\" } }\n"_ba << u"b.c"_s << "{ \"a\" :\t1.10 ,\n  \"b\":{\"c\" : R } }\n"_ba;
        QTest::newRow("list") << "[1,[2, 3 ],4]"_ba << u"1.1"_s << "[1,[2, R ],4]"_ba;
        QTest::newRow("escaped key") << "{\"a\\\"b\":{\"x.y\":true}}"_ba << u"a\"b.x\\.y"_s << "{\"a\\\"b\":{\"x.y\":R}}"_ba;
        QTest::newRow("unicode key") << "{\"\\u00e4\":null,\"z\":2}"_ba << u"ä"_s << "{\"\\u00e4\":R,\"z\":2}"_ba;
        QTest::newRow("brackets in text") << "{\"a\":\"}]\\\\\",\"b\":\"]\"}"_ba << u"b"_s << "{\"a\":\"}]\\\\\",\"b\":R}"_ba;
        QTest::newRow("object") << "{\"a\":{\"b\":[1,{}]},\"c\":2}"_ba << u"a"_s << "{\"a\":R,\"c\":2}"_ba;
        QTest::newRow("empty key of the root") << "{\"\":{\"a\":1},\"a\":2}"_ba << u"a"_s << "{\"\":{\"a\":1},\"a\":R}"_ba;
        QTest::newRow("empty") << "{}"_ba << u"a"_s << "{}"_ba;
        QTest::newRow("whole") << " 12 "_ba << QString() << " R "_ba;
    }
    void replace_keepsEveryOtherByte()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        QTEST(replaceJsonValues(text, {{path, "R"}}), "expected");
    }

    void N1_encrypt_data()
    {
        QTest::addColumn<QByteArray>("configuration");
        QTest::addColumn<QStringList>("values"); // path = value
        QTest::newRow("A45") << "{\"#a\":\"x\",\"b\":\"y\",\"#c\":{\"d\":\"z\"},\"#e\":[\"q\"]}"_ba << QStringList{u"#a=x"_s};
        QTest::newRow("A46 cipher") << "{\"#a\":\"KBC::ProjectSecure::zzz\"}"_ba << QStringList{};
        QTest::newRow("A46 placeholder") << "{\"#a\":\"{{ v }}\"}"_ba << QStringList{};
        QTest::newRow("A47") << "{\"#a\":\"x {{v}}\"}"_ba << QStringList{u"#a=x {{v}}"_s};
        QTest::newRow("N2") << "{\"#t\":true,\"#f\":false,\"#n\":12,\"#d\":1.10,\"#z\":null}"_ba
                            << QStringList{u"#t=1"_s, u"#f="_s, u"#n=12"_s, u"#d=1.10"_s, u"#z="_s};
        QTest::newRow("N3 own") << "{\"#a\":{\"$secret\":\"0b9e8a5e-3c43-4d3a-9a39-0d0f3a1c2b11\"}}"_ba << QStringList{};
        QTest::newRow("nested") << "{\"p\":{\"l\":[{\"#k\":\"v\"}]}}"_ba << QStringList{u"p.l.0.#k=v"_s};
        QTest::newRow("empty keys") << "{\"\":{\"\":{\"#k\":\"v\"}}}"_ba << QStringList{u"..#k=v"_s};
        QTest::newRow("hidden") << "{\"#a\":\"[hidden]\"}"_ba << QStringList{};
    }
    void N1_encrypt()
    {
        QFETCH(QByteArray, configuration);
        QFETCH(QStringList, values);
        const QByteArray before = jobOf(configuration);
        const auto encryption = encryptJob(before);
        QVERIFY2(encryption, encryption ? "" : qPrintable(encryption.error().sentence()));
        QStringList found;
        QByteArray expected = before;
        for (size_t i = 0; i < encryption->secrets.size(); ++i)
            found.append(encryption->paths[qsizetype(i)].mid(14) + u'=' + QString::fromUtf8(encryption->secrets[i].value.view()));
        QCOMPARE(found, values);
        const auto json = nlohmann::ordered_json::parse(encryption->text.toStdString());
        for (size_t i = 0; i < encryption->secrets.size(); ++i)
            QVERIFY(encryption->text.contains("{\"$secret\": \"" + encryption->secrets[i].id.value.toLatin1() + "\"}"));
        QCOMPARE(encryption->text == before, values.isEmpty());
        const auto again = encryptJob(encryption->text); // N3
        QVERIFY(again && again->secrets.empty() && again->text == encryption->text);
    }

    void encrypt_rowsStatesAndImageParameters()
    {
        const QByteArray job = "{\n \"id\": \"j\", \"name\": \"My job\",\n \"configuration\": {\"parameters\": {\"#a\": \"one\"}},\n"
                               " \"rows\": [{\"id\": \"r.1\", \"configuration\": {\"#b\": \"two\"}, \"state\": {\"#c\": \"three\"}}],\n"
                               " \"state\": {\"#d\": \"four\"}, \"notes\": {\"#kept\": \"not ours\"},\n"
                               " \"component\": {\"data\": {\"image_parameters\": {\"#e\": \"five\"}}},\n"
                               " \"components\": {\"x.y\": {\"data\": {\"image_parameters\": {\"#f\": \"six\"}}}}\n}\n";
        const SecretInfo taken{SecretId::make(), u"My job: parameters.#a"_s, {}, {}, {}, {}};
        const auto encryption = encryptJob(job, {{}, {taken}, {}});
        QVERIFY2(encryption, encryption ? "" : qPrintable(encryption.error().sentence()));
        QStringList keys, names;
        for (const NewSecret &secret : encryption->secrets) {
            keys.append(secret.keyPath);
            names.append(secret.name);
            QCOMPARE(secret.jobId, u"j"_s);
        }
        QCOMPARE(keys, QStringList({u"configuration.parameters.#a"_s, u"state.#d"_s, u"rows.r\\.1.configuration.#b"_s, u"rows.r\\.1.state.#c"_s,
                                    u"component.data.image_parameters.#e"_s, u"components.x\\.y.data.image_parameters.#f"_s}));
        QCOMPARE(names.first(), u"My job: parameters.#a (2)"_s); // the name was taken
        for (const char *value : {"\"one\"", "two", "three", "four", "five", "six"})
            QVERIFY2(!encryption->text.contains(value), value);
        QVERIFY(encryption->text.contains("not ours"));
        QCOMPARE(encryption->text.count('\n'), job.count('\n'));
    }

    void A10_133_variablesAndNamedTextGoToTheVault()
    {
        const QByteArray job = jobOf("{\"parameters\":{\"password\":\"two\",\"plain\":\"kept\"}}").chopped(1)
            + ",\"extra\":{\"env\":{\"API_TOKEN\":\"one\",\"EMPTY_TOKEN\":\"\",\"MODE\":\"fast\"}}}";
        const auto encryption = encryptJob(job, {{}, {}, {u"configuration.parameters.password"_s}});
        QVERIFY2(encryption, encryption ? "" : qPrintable(encryption.error().sentence()));
        QCOMPARE(stored(*encryption), (QMap<QString, QByteArray>{{u"configuration.parameters.password"_s, "two"}, {u"extra.env.API_TOKEN"_s, "one"}}));
        QVERIFY(!encryption->text.contains("\"one\"") && !encryption->text.contains("\"two\""));
        keep(encryption->secrets);
        RunRequest request;
        request.job = *JobDocument::parse(encryption->text);
        PlanInput input;
        input.vault = m_vault;
        const auto plan = makeRunPlan(request, input);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().sentence()));
        const StageSpec &stage = plan->rows[0].stages[0];
        QVERIFY(stage.container.env.contains(u"API_TOKEN=one"_s));
        QVERIFY(stage.staging.config.contains("\"password\":\"two\"") || stage.staging.config.contains("\"password\": \"two\""));
        QVERIFY(plan->secrets().contains("one") && plan->secrets().contains("two")); // no mark, and still redacted
    }

    void A10_133_aNewValueStaysTheSameSecret()
    {
        const auto first = encryptJob(jobOf("{\"#a\":\"one\"}"));
        QVERIFY(first);
        keep(first->secrets);
        const auto second = encryptJob(jobOf("{\"#a\":\"two\"}"), {{}, *m_vault->list(), {}});
        QVERIFY(second);
        QCOMPARE(second->secrets[0].id, first->secrets[0].id);
        QCOMPARE(second->secrets[0].name, first->secrets[0].name);
        keep(second->secrets);
        QCOMPARE(m_vault->list()->size(), 1);
        QCOMPARE(m_vault->value(first->secrets[0].id.value)->view().toByteArray(), "two"_ba);
    }

    void A10_133_askedAtStart()
    {
        const QByteArray job = jobOf("{\"#a\":\"one\",\"#b\":{\"$secret\":\"kept\"}}");
        const auto blank = askAtStart(job);
        QVERIFY(blank);
        QCOMPARE(*blank, jobOf("{\"#a\":{\"$secret\": \"\"},\"#b\":{\"$secret\":\"kept\"}}"));
    }

    void encrypt_localValueOfAPlatformCipher()
    {
        const QByteArray job = jobOf("{\"parameters\":{\"#a\":\"KBC::ProjectSecure::zzz\",\"#b\":\"KBC::Secure::y\",\"#c\":{\"$secret\":\"0b9e8a5e-3c43-4d3a-9a39-0d0f3a1c2b11\"}}}");
        const auto encryption = encryptJob(job, {lookupIn({{u"#a"_s, u"local"_s}, {u"#c"_s, u"new"_s}}), {}, {}});
        QVERIFY(encryption);
        QCOMPARE(encryption->text, job); // ciphers are kept
        QCOMPARE(encryption->unsolved, QStringList{u"configuration.parameters.#b"_s});
        QCOMPARE(stored(*encryption), (QMap<QString, QByteArray>{{u"configuration.parameters.#a"_s, "local"}, {u"configuration.parameters.#c"_s, "new"}}));
        QCOMPARE(encryption->secrets[1].id.value, u"0b9e8a5e-3c43-4d3a-9a39-0d0f3a1c2b11"_s);
    }

    void encrypt_refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << "{"_ba;
        QTest::newRow("a list") << "[]"_ba;
        QTest::newRow("a key twice") << "{\"configuration\":{\"#a\":\"x\",\"#a\":\"y\"}}"_ba;
    }
    void encrypt_refuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(encryptJob(text).error().kind == Error::Kind::BadInput);
    }

    void run_takesWhatItWasGivenThenTheVault()
    {
        const QByteArray text = jobOf("{\"parameters\":{\"#byId\":\"one\",\"#given\":\"two\",\"#cipher\":\"KBC::ProjectSecure::zzz\"}}");
        const auto encryption = encryptJob(text, {lookupIn({{u"#cipher"_s, u"three"_s}}), {}, {}});
        QVERIFY(encryption);
        keep(encryption->secrets);
        RunRequest request;
        request.job = *JobDocument::parse(encryption->text);
        request.secrets = {{u"#given"_s, u"instead"_s}};
        PlanInput input;
        input.vault = m_vault;
        const auto plan = makeRunPlan(request, input);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().sentence()));
        const QList<QByteArray> secrets = plan->secrets();
        QCOMPARE(QSet<QByteArray>(secrets.begin(), secrets.end()), (QSet<QByteArray>{"one", "instead", "three"}));
    }

    void run_namesTheKeyWithoutAValue_data()
    {
        QTest::addColumn<QByteArray>("reference");
        QTest::addColumn<bool>("locked");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown") << "nowhere"_ba << false << u"parameters.#k: the vault has no such secret"_s;
        QTest::newRow("locked") << "name"_ba << true << u"parameters.#k: it is locked by a passphrase"_s;
        QTest::newRow("asked for at each start") << QByteArray() << false << u"parameters.#k. Give it with --secret"_s;
    }
    void run_namesTheKeyWithoutAValue()
    {
        QFETCH(QByteArray, reference);
        QFETCH(bool, locked);
        QFETCH(QString, words);
        if (locked) {
            VaultKey key;
            bool made = false;
            m_vault = std::make_shared<Vault>(m_store);
            m_vault->create(key, std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes)), this, [&](const Result<void> &done) { made = bool(done); });
            QTRY_VERIFY(made);
            std::vector<NewSecret> secrets(1);
            secrets[0].name = u"name"_s;
            keep(secrets);
            m_vault->lock(Error::make(Error::Kind::BadInput, u"unlock the vault"_s, u"it is locked by a passphrase"_s, u"Give it."_s));
        }
        RunRequest request;
        request.job = *JobDocument::parse(jobOf("{\"parameters\":{\"#k\":{\"$secret\":\"" + reference + "\"}}}"));
        PlanInput input;
        input.vault = m_vault;
        const auto plan = makeRunPlan(request, input);
        QVERIFY(!plan);
        QVERIFY(plan.error().kind == Error::Kind::BadInput); // exit 64
        QVERIFY2(plan.error().sentence().contains(words), qPrintable(plan.error().sentence()));
    }

    void missing_namesEachKeyOnce()
    {
        const QByteArray configuration = "{\"parameters\":{\"#blank\":{\"$secret\":\"\"},\"#a\":{\"$secret\":\"gone\"},\"#again\":{\"$secret\":\"gone\"},"
                                         "\"#cipher\":\"KBC::ProjectSecure::x\",\"#given\":{\"$secret\":\"\"}}}";
        const QByteArray job = jobOf(configuration).chopped(1)
            + ",\"rows\":[{\"id\":\"1\",\"configuration\":{\"parameters\":{\"#blank\":{\"$secret\":\"\"}}}},{\"id\":\"2\"},"
              "{\"id\":\"off\",\"isDisabled\":true,\"configuration\":{\"parameters\":{\"#off\":{\"$secret\":\"\"}}}}],"
              "\"extra\":{\"env\":{\"TOKEN\":{\"$secret\":\"\"}}}}";
        RunRequest request;
        request.job = *JobDocument::parse(job);
        request.secrets = {{u"#given"_s, u"x"_s}};
        const QList<MissingSecret> missing = missingSecrets(request, m_vault.get());
        QStringList found;
        for (const MissingSecret &one : missing)
            found.append(one.keyPath + u'|' + one.reference + u'|' + one.why);
        QCOMPARE(found, (QStringList{u"extra.env.TOKEN||"_s, u"rows.1.configuration.parameters.#blank||"_s,
                                     u"configuration.parameters.#a|gone|the vault has no such secret"_s,
                                     u"configuration.parameters.#cipher||only the platform can decrypt its value"_s, u"configuration.parameters.#blank||"_s}));
        for (const MissingSecret &one : missing)
            request.secrets.insert(one.given(), u"of "_s + one.keyPath);
        QCOMPARE(missingSecrets(request, m_vault.get()), QList<MissingSecret>());
        const auto plan = makeRunPlan(request, {});
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().sentence()));
        QVERIFY(plan->rows[0].stages[0].staging.config.contains("of rows.1.configuration.parameters.#blank"));
        QVERIFY(plan->rows[1].stages[0].staging.config.contains("of configuration.parameters.#blank"));
        QVERIFY(!plan->rows[1].stages[0].staging.config.contains("rows.1"));
    }

    void run_byName()
    {
        std::vector<NewSecret> secrets(1);
        secrets[0].name = u"github"_s;
        secrets[0].value = SecretBuffer::copyOf("by name");
        keep(secrets);
        RunRequest request;
        request.job = *JobDocument::parse(jobOf("{\"parameters\":{\"#k\":{\"$secret\":\"github\"}}}"));
        PlanInput input;
        input.vault = m_vault;
        const auto plan = makeRunPlan(request, input);
        QVERIFY(plan && plan->secrets().contains("by name"));
    }

    void C9b_imageParametersFromTheVault()
    {
        std::vector<NewSecret> secrets(1);
        secrets[0].name = u"stack"_s;
        secrets[0].value = SecretBuffer::copyOf("of the stack");
        keep(secrets);
        RunRequest request;
        request.job = *JobDocument::parse(jobOf("{}").replace("\"uri\":\"x/y\"}", "\"uri\":\"x/y\"},\"image_parameters\":{\"#i\":{\"$secret\":\"stack\"}}"));
        PlanInput input;
        input.vault = m_vault;
        const auto plan = makeRunPlan(request, input);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().sentence()));
        QVERIFY(plan->rows[0].stages[0].staging.config.contains("of the stack"));
        QVERIFY(plan->secrets().contains("of the stack"));
        QVERIFY(!plan->rows[0].stages[0].maskedConfig.contains("of the stack"));
    }

    void S4_stateIsSealedAndOpened()
    {
        const QByteArray state = "{\"component\":{\"#token\":\"Canary-1\",\"n\":1,\"l\":[{\"#k\":\"Canary-2\"}],\"#cipher\":\"KBC::Secure::x\"},\"data_app\":{\"#t\":\"\"}}";
        const auto sealed = sealState(m_vault.get(), u"c"_s, u"r"_s, state);
        QVERIFY2(sealed, sealed ? "" : qPrintable(sealed.error().sentence()));
        QVERIFY(!sealed->state.contains("Canary") && sealed->dropped.isEmpty());
        QVERIFY(sealed->state.contains("KBC::Secure::x"));
        const auto open = openStates(m_vault.get(), u"c"_s, {{u"r"_s, sealed->state}});
        QVERIFY2(open, open ? "" : qPrintable(open.error().sentence()));
        QCOMPARE(open->value(u"r"_s), state);
        QCOMPARE(sealState(m_vault.get(), u"c"_s, u"r"_s, sealed->state)->state, sealed->state); // not twice
        QVERIFY(!openStates(m_vault.get(), u"c"_s, {{u"other"_s, sealed->state}})); // bound to its row
        QVERIFY(!openStates(m_vault.get(), u"other"_s, {{u"r"_s, sealed->state}}));
        QVERIFY(!openStates(nullptr, u"c"_s, {{u"r"_s, sealed->state}}));
    }

    void S4_aComponentCannotPassForTheVault()
    {
        const QByteArray state = "{\"component\":{\"#a\":\"longshore:sealed:AAAA\"}}";
        const auto sealed = sealState(m_vault.get(), u"c"_s, {}, state);
        QVERIFY(sealed && sealed->state != state);
        QCOMPARE(openStates(m_vault.get(), u"c"_s, {{QString(), sealed->state}})->value(QString()), state);
    }

    void S4_lockedVaultKeepsNoSecret()
    {
        m_vault->lock(Error::make(Error::Kind::BadInput, u"unlock the vault"_s, u"it is locked by a passphrase"_s));
        const auto sealed = sealState(m_vault.get(), u"c"_s, {}, "{\"component\":{\"#a\":\"x\",\"b\":1}}");
        QVERIFY(sealed);
        QCOMPARE(sealed->state, "{\"component\":{\"b\":1}}"_ba);
        QCOMPARE(sealed->dropped, QStringList{u"component.#a"_s});
        QCOMPARE(sealed->why, u"the vault is locked"_s);
        QVERIFY(openStates(m_vault.get(), u"c"_s, {{QString(), sealed->state}})); // nothing in it needs the vault
    }
};

LONGSHORE_TEST_MAIN(tst_JobSecrets)
#include "tst_jobsecrets.moc"

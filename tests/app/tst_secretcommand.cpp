// SPDX-License-Identifier: GPL-3.0-or-later
// `longshore secret` and `longshore encrypt` as a person at a terminal meets them, without any engine or keychain.
#include "tests/support/program.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Ended;
using test::Program;
using nlohmann::json;

class TestSecretCommand : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A bash command with $L, the program with its store and no keychain.
    Ended shell(const QString &command) const
    {
        return Program(u"cd '%1'; export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent; unset DISPLAY; L() { \"$LONGSHORE\" --store '%1/store' \"$@\"; }; "_s
                           .arg(m_dir.path()) + command).end();
    }
    static void checkGood(const Ended &ended) { QVERIFY2(!ended.crashed && ended.code == 0, ended.err.constData()); }
    static void checkRefused(const Ended &ended, int code, const QString &words)
    {
        QVERIFY2(!ended.crashed, ended.err.constData());
        QVERIFY2(ended.code == code, (QByteArray::number(ended.code) + ": " + ended.err).constData());
        QVERIFY2(QString::fromUtf8(ended.err).contains(words), ended.err.constData());
    }
    /// Names of the files below the test's folder that hold `bytes`.
    QStringList holders(const QByteArray &bytes) const
    {
        QStringList found;
        QDirIterator files(m_dir.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (contents(path).contains(bytes))
                found.append(QDir(m_dir.path()).relativeFilePath(path));
        }
        return found;
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_dir.filePath(u"store"_s)).removeRecursively();
        for (const QString &name : QDir(m_dir.path()).entryList(QDir::Files | QDir::Hidden))
            QFile::remove(m_dir.filePath(name));
    }

    void usage_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << u"secret"_s << u"needs one of set, ls, rm"_s;
        QTest::newRow("unknown") << u"secret show a"_s << u"'show' is none of"_s;
        QTest::newRow("no name") << u"secret set"_s << u"'secret set' needs NAME"_s;
        QTest::newRow("a value behind the name") << u"secret set a Value"_s << u"'Value' is one argument too many"_s;
        QTest::newRow("option of another") << u"secret ls --from fd:0"_s << u"--from does not go with"_s;
        QTest::newRow("no passphrase") << u"secret export f"_s << u"--file-passphrase-fd N"_s;
        QTest::newRow("no new passphrase") << u"secret key passphrase"_s << u"go together"_s;
        QTest::newRow("descriptor") << u"secret ls --passphrase-fd x"_s << u"--passphrase-fd is the number of an open descriptor, not 'x'"_s;
        QTest::newRow("no job") << u"encrypt"_s << u"'encrypt' needs one argument: JOB"_s;
    }
    void usage()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, words);
        checkRefused(shell(u"L "_s + arguments), 64, words);
        const Ended ended = shell(u"L "_s + arguments + u" --json"_s);
        checkRefused(ended, 64, words);
        QCOMPARE(ended.objects().last().value("event", ""), std::string("error"));
    }

    void help()
    {
        const Ended ended = shell(u"L secret --help; L --help; L encrypt --help"_s);
        checkGood(ended);
        for (const char *words : {"secret set NAME [--from]", "secret ls", "secret rm NAME", "secret key [keychain|passphrase|FILE]", "--passphrase-fd <N>",
                                  "[encrypt]", "encrypt JOB", "--secret <KEY=SOURCE>"})
            QVERIFY2(ended.out.contains(words), words);
    }

    void withoutKeychain()
    {
        checkRefused(shell(u"echo x | L secret set a"_s), 64, u"there is no keychain here"_s);
        checkRefused(shell(u"echo x | L secret set a"_s), 64, u"Give --passphrase-fd N or --key-file FILE."_s);
        const Ended key = shell(u"L secret key"_s);
        QCOMPARE(key.out, "There is no vault yet: the first secret makes it.\n"_ba); // nothing was made meanwhile
    }

    void setListRemove()
    {
        const Ended set = shell(u"echo Canary-1 | L secret set github --key-file k --json"_s);
        checkGood(set);
        const std::string id = set.objects().last()["secret"]["id"].get<std::string>();
        QVERIFY(shell(u"L secret key"_s).out.contains("in the file " + m_dir.path().toUtf8()));
        // The vault knows where its key is.
        checkGood(shell(u"L secret set other --from @<(printf Canary-2)"_s));
        checkGood(shell(u"L secret set third --from fd:5 5< <(printf 'Canary-3')"_s));
        const Ended list = shell(u"L secret ls --json"_s);
        checkGood(list);
        QCOMPARE(list.events("secret").size(), 3);
        QVERIFY(list.events("secret")[0]["secret"]["id"] == json(id));
        checkGood(shell(u"L secret rename other another; L secret rm third"_s));
        const Ended plain = shell(u"L secret ls"_s);
        QCOMPARE(plain.out.count('\n'), 2);
        QVERIFY(plain.out.startsWith("another  ") && plain.out.contains("github   "));
        checkRefused(shell(u"L secret rm third"_s), 66, u"the vault has no such secret"_s);
        checkRefused(shell(u"L secret rename another github"_s), 64, u"another secret has this name"_s);
        for (const char *canary : {"Canary-1", "Canary-2", "Canary-3"})
            QCOMPARE(holders(canary), QStringList());
        checkRefused(shell(u"chmod 644 k; L secret rename another x"_s), 64, u"other users may open it"_s);
        checkRefused(shell(u"rm k; L secret rename another x"_s), 66, u"there is no such file"_s);
    }

    /// Reliability §4.1: before the first secret is read.
    void noCoreFile()
    {
        Program program(QStringList{u"--store"_s, m_dir.filePath(u"store"_s), u"secret"_s, u"set"_s, u"a"_s, u"--key-file"_s, m_dir.filePath(u"k"_s)});
        QVERIFY(program.process().waitForStarted());
        const QString limits = u"/proc/%1/limits"_s.arg(program.process().processId());
        QTRY_VERIFY(contents(limits).contains("Max core file size        0                    0"));
        program.process().write("value");
        program.process().closeWriteChannel();
        checkGood(program.end());
    }

    void passphrase()
    {
        checkGood(shell(u"echo Canary-1 | L secret set a --passphrase-fd 7 7<<< right"_s));
        checkRefused(shell(u"echo x | L secret set b"_s), 64, u"it is locked by a passphrase. Give it with --passphrase-fd N."_s);
        checkRefused(shell(u"echo x | L secret set b --passphrase-fd 7 7<<< wrong"_s), 64, u"this is not its passphrase"_s);
        checkRefused(shell(u"echo x | L secret set b --passphrase-fd 77"_s), 66, u"descriptor 77 is not open"_s);
        checkRefused(shell(u"echo x | L secret set b --passphrase-fd 7 7< /dev/null"_s), 64, u"it is empty"_s);
        checkGood(shell(u"L secret key passphrase --new-passphrase-fd 8 --passphrase-fd 7 7<<< right 8<<< newer"_s));
        checkRefused(shell(u"L secret rename a b --passphrase-fd 7 7<<< right"_s), 64, u"this is not its passphrase"_s);
        checkGood(shell(u"mkdir c; printf newer > c/longshore-passphrase; CREDENTIALS_DIRECTORY=$PWD/c L secret rename a b; rm -r c"_s));
        checkGood(shell(u"L secret key k --passphrase-fd 7 7<<< newer; L secret rename b c"_s));
        QVERIFY(shell(u"L secret ls"_s).out.startsWith("c  "));
    }

    void sealedExport()
    {
        checkGood(shell(u"echo Canary-1 | L secret set a --key-file k && echo Canary-2 | L secret set b"_s));
        checkGood(shell(u"L secret export sealed --file-passphrase-fd 9 9<<< pass"_s));
        QCOMPARE(holders("Canary-"), QStringList());
        checkRefused(shell(u"L secret export sealed --file-passphrase-fd 9 9<<< pass"_s), 64, u"it is there already"_s);
        const QString other = u"$LONGSHORE --store other "_s;
        checkRefused(shell(other + u"secret import sealed --key-file k2 --file-passphrase-fd 9 9<<< wrong"_s), 64, u"this is not its passphrase"_s);
        checkGood(shell(other + u"secret import sealed --key-file k2 --file-passphrase-fd 9 9<<< pass"_s));
        const Ended here = shell(u"L secret ls --json | sed 's/\"created.*//'"_s), there = shell(other + u"secret ls --json | sed 's/\"created.*//'"_s);
        QVERIFY(!here.out.isEmpty());
        QCOMPARE(there.out, here.out); // the same ids, so that jobs find them
        checkRefused(shell(u"L secret import nothing --file-passphrase-fd 9 9<<< pass"_s), 66, u"nothing"_s);
        checkRefused(shell(u"L secret import k --file-passphrase-fd 9 9<<< pass"_s), 64, u"read the sealed secrets"_s);
        QDir(m_dir.filePath(u"other"_s)).removeRecursively();
    }

    void encryptAJob()
    {
        const QByteArray before = "{ \"format\": \"longshore.job/1\",\n   \"id\": \"j\", \"name\": \"Mine\", \"extra_key\": 1.10,\n"
                                  "   \"component\": {\"data\": {\"definition\": {\"type\": \"dockerhub\", \"uri\": \"x/y\"}}},\n"
                                  "   \"configuration\": {\"parameters\": {\"#a\": \"Canary-1\", \"n\": 1,\n"
                                  "     \"#b\": \"KBC::ProjectSecure::abc\", \"#c\": \"{{ v }}\"}} }\n";
        const QString job = write(u"m.job.json"_s, before);
        const Ended ended = shell(u"L encrypt m.job.json --key-file k --json"_s);
        checkGood(ended);
        QVERIFY(ended.events("encrypted").size() == 1 && ended.events("encrypted")[0]["path"] == json("configuration.parameters.#a"));
        QVERIFY(ended.events("kept").size() == 1 && ended.events("kept")[0]["path"] == json("configuration.parameters.#b"));
        const QByteArray id = QByteArray::fromStdString(ended.events("encrypted")[0]["secret"].get<std::string>());
        QCOMPARE(contents(job), QByteArray(before).replace("\"Canary-1\"", "{\"$secret\": \"" + id + "\"}"));
        QCOMPARE(holders("Canary-1"), QStringList());
        const QByteArray after = contents(job);
        checkGood(shell(u"L encrypt m.job.json --secret b=fd:5 5<<< Canary-2"_s)); // the local value of a cipher
        QCOMPARE(contents(job), after);
        QCOMPARE(shell(u"L secret ls"_s).out.count('\n'), 2);
        QVERIFY(shell(u"L secret ls"_s).out.contains("Mine: parameters.#b"));
        QVERIFY(shell(u"L check m.job.json"_s).out.contains("nothing to object to") || !shell(u"L check m.job.json"_s).out.contains("#a"));
        checkRefused(shell(u"L encrypt nowhere.json"_s), 66, u"no such file"_s);
        write(u"broken.json"_s, "{");
        checkRefused(shell(u"L encrypt broken.json"_s), 64, u"encrypt the secrets of the job"_s);
        QFile::remove(job);
    }

    void unresolvedSecretOfARun()
    {
        write(u"m.job.json"_s, "{\"format\":\"longshore.job/1\",\"id\":\"j\",\"component\":{\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x/y\"}}},"
                               "\"configuration\":{\"parameters\":{\"#a\":{\"$secret\":\"github\"}}}}");
        checkRefused(shell(u"L run m.job.json"_s), 64, u"there is no value for parameters.#a"_s);
        checkGood(shell(u"echo x | L secret set other --passphrase-fd 7 7<<< right"_s));
        checkRefused(shell(u"L run m.job.json"_s), 64, u"parameters.#a: the vault has no such secret"_s);
        checkGood(shell(u"echo x | L secret set github --passphrase-fd 7 7<<< right"_s));
        checkRefused(shell(u"L run m.job.json"_s), 64, u"parameters.#a: it is locked by a passphrase. Give it with --passphrase-fd N."_s);
        checkRefused(shell(u"L run m.job.json --passphrase-fd 7 7<<< wrong"_s), 64, u"this is not its passphrase"_s);
        // Unlocked, it goes on to look for the engine.
        checkRefused(shell(u"L run m.job.json --engine unix:///nonexistent.sock --passphrase-fd 7 7<<< right"_s), 69, u"nonexistent"_s);
    }
};

LONGSHORE_TEST_MAIN(TestSecretCommand)
#include "tst_secretcommand.moc"

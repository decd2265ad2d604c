// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets of the vault with a real engine (reliability §4, N14): 25 canaries, and every place where they must not be.
#include "tests/support/program.h"
#include "tests/support/puppet.h"
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

class TestEngineSecrets : public QObject
{
    Q_OBJECT

    static constexpr int canaries = 25;
    static constexpr int minutes = 60'000;

    QTemporaryDir m_dir;
    QString m_socket;

    static QByteArray canary(int i) { return "Canary/" + QByteArray::number(1000003 * (i + 7)) + "\"x"; }
    /// What of a canary is the same in every form but base64.
    static QByteArray core(int i) { return QByteArray::number(1000003 * (i + 7)); }

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString shellText(const QString &command) const
    {
        return u"cd '%1'; export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent; unset DISPLAY; "
               "L() { \"$LONGSHORE\" --store '%1/store' --engine 'unix://%2' \"$@\"; }; "_s.arg(m_dir.path(), m_socket) + command;
    }
    Ended shell(const QString &command) const { return Program(shellText(command)).end(3 * minutes); }
    QByteArray engine(const QString &path) const
    {
        return Program(u"curl -sS --max-time 30 --unix-socket '%1' 'http://engine%2'"_s.arg(m_socket, path)).end().out;
    }
    static void checkGood(const Ended &ended) { QVERIFY2(!ended.crashed && ended.code == 0, (ended.err + ended.out).constData()); }
    static void holdsNone(const QByteArray &bytes, const QString &place)
    {
        for (int i = 0; i < canaries; ++i) {
            QVERIFY2(!bytes.contains(core(i)), qPrintable(u"%1 holds canary %2"_s.arg(place).arg(i)));
            for (const QByteArray &encoded : {canary(i).toBase64().left(20), QByteArray(" " + canary(i)).toBase64().mid(4, 18)})
                QVERIFY2(!bytes.contains(encoded), qPrintable(u"%1 holds canary %2 in base64"_s.arg(place).arg(i)));
        }
    }
    void filesHoldNone(int atLeast) const
    {
        int files = 0;
        QDirIterator all(m_dir.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString path = all.next();
            holdsNone(contents(path), path);
            ++files;
        }
        QVERIFY(files >= atLeast);
    }
    QString writeJob(const json &steps) const
    {
        json job = test::puppetJob(steps);
        for (int i = 0; i < canaries; ++i)
            job["configuration"]["parameters"]["#k" + std::to_string(i)] = i < 20 ? canary(i).toStdString() : "KBC::ProjectSecure::cipher" + std::to_string(i);
        QFile file(m_dir.filePath(u"m.job.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(job.dump(2))) < 0)
            qFatal("cannot write a job");
        return file.fileName();
    }

    /// The containers of this engine while the component sleeps.
    json runningContainer()
    {
        json found;
        const bool seen = QTest::qWaitFor([&] {
            const json list = json::parse(engine(u"/v1.40/containers/json"_s).toStdString(), nullptr, false);
            if (!list.is_array() || list.empty())
                return false;
            found = list[0];
            return true;
        }, 2 * minutes);
        return seen ? found : json();
    }
    /// The longshore below a shell.
    static QString programBelow(const QString &process)
    {
        if (contents(u"/proc/%1/comm"_s.arg(process)).trimmed() == "longshore")
            return process;
        const QByteArray children = contents(u"/proc/%1/task/%1/children"_s.arg(process)).simplified();
        return children.isEmpty() ? QString() : programBelow(QString::fromLatin1(children.split(' ').first()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString given = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (given.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_socket = given.mid(7);
    }

    void N14_canariesAreNowhere()
    {
        writeJob({{{"print", "begin"}}, {{"show", "config.json"}}, {{"env", ""}}, {{"state", {{"#s", canary(0).toStdString()}, {"n", 1}}}}, {{"sleep", 4}}});
        QString values;
        for (int i = 20; i < canaries; ++i)
            values += u" --secret 'k%1=@/dev/fd/%2' %2<<< '%3'"_s.arg(i).arg(i).arg(QString::fromUtf8(canary(i)));
        checkGood(shell(u"L encrypt m.job.json --key-file k"_s + values));
        QCOMPARE(shell(u"L secret ls"_s).out.count('\n'), canaries + 1); // and the state that the component is told to leave
        filesHoldNone(3);

        const QByteArray before = QByteArray::number(QDateTime::currentSecsSinceEpoch());
        Program run(shellText(u"L run m.job.json --json & echo; wait $!"_s));
        const json container = runningContainer();
        QVERIFY(container.is_object());
        const QString id = QString::fromStdString(container["Id"].get<std::string>());
        holdsNone(QByteArray::fromStdString(container.dump()), u"the list of containers"_s);
        const QByteArray inspected = engine(u"/v1.40/containers/%1/json"_s.arg(id));
        QVERIFY(inspected.contains("KBC_RUNID"));
        holdsNone(inspected, u"inspect"_s);
        const QString program = programBelow(QString::number(run.process().processId()));
        QVERIFY(contents(u"/proc/%1/cmdline"_s.arg(program)).contains("m.job.json"));
        holdsNone(contents(u"/proc/%1/cmdline"_s.arg(program)), u"the command line"_s);
        holdsNone(contents(u"/proc/%1/environ"_s.arg(program)), u"the environment"_s); // unreadable but for root

        const Ended ended = run.end(3 * minutes);
        checkGood(ended);
        QVERIFY2(ended.out.count("[hidden]") >= canaries, ended.out.constData()); // the component had them all
        holdsNone(ended.out, u"stdout"_s);
        holdsNone(ended.err, u"stderr"_s);
        const QByteArray events = engine(u"/v1.40/events?since=%1&until=%2"_s.arg(QString::fromLatin1(before)).arg(QDateTime::currentSecsSinceEpoch() + 1));
        QVERIFY(events.contains(id.toLatin1()));
        holdsNone(events, u"the events"_s);
        checkGood(shell(u"L secret export sealed --file-passphrase-fd 9 9<<< pass"_s));
        filesHoldNone(10);
    }

    /// S4: what a component leaves under # keys comes back to it, and lies in the index as ciphertext.
    void S4_stateComesBack()
    {
        writeJob({{{"show", "in/state.json"}}, {{"copy", {{"from", "in/state.json"}, {"to", "out/files/seen"}}}}});
        checkGood(shell(u"L encrypt m.job.json --key-file k --secret k20=@<(echo x) --secret k21=@<(echo x) --secret k22=@<(echo x) --secret k23=@<(echo x) --secret k24=@<(echo x)"_s));
        const Ended ended = shell(u"L run m.job.json --json"_s);
        checkGood(ended);
        QVERIFY2(ended.out.contains("#s") && ended.out.contains("[hidden]"), ended.out.constData());
        holdsNone(ended.out, u"stdout"_s);
        const json result = ended.events("result").value(0);
        const QString seen = QString::fromStdString(result["capsule"].get<std::string>()) + u"/out/files/seen"_s;
        const json state = json::parse(contents(seen).toStdString(), nullptr, false);
        QVERIFY2(state.is_object() && state.value("#s", "") == canary(0).toStdString(), contents(seen).constData());
    }

    void S4_lockedVaultRefusesTheRun()
    {
        const Ended ended = shell(u"mv k away; L run m.job.json; code=$?; mv away k; exit $code"_s);
        QCOMPARE(ended.code, 64);
        QVERIFY2(ended.err.contains("there is no such file"), ended.err.constData());
        holdsNone(ended.err, u"stderr"_s);
    }
};

LONGSHORE_TEST_MAIN(TestEngineSecrets)
#include "tst_engine_secrets.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/candidates.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <sys/stat.h>

using namespace longshore;
using namespace Qt::StringLiterals;
using Origin = EngineCandidate::Origin;

class TestCandidates : public QObject
{
    Q_OBJECT

    QTemporaryDir m_docker;

    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_docker.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void writeContext(const QByteArray &name, const QByteArray &meta)
    {
        const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex();
        write(u"contexts/meta/%1/meta.json"_s.arg(QString::fromLatin1(hash)), meta);
    }
    static QStringList describe(const QList<EngineCandidate> &candidates)
    {
        QStringList lines;
        for (const EngineCandidate &one : candidates)
            lines << one.originText() + u' '
                         + (one.endpoint ? one.endpoint->toString() : one.isGiven() ? u"bad"_s : u"unset"_s);
        return lines;
    }
    EngineCandidate contextOf(const QByteArray &config, const QMap<QString, QString> &variables = {})
    {
        write(u"config.json"_s, config);
        EngineEnvironment environment;
        environment.dockerConfigDir = m_docker.path();
        environment.variables = variables;
        for (const EngineCandidate &one : engineCandidates(environment))
            if (one.origin == Origin::DockerContext)
                return one;
        return {};
    }

private Q_SLOTS:
    void order_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("saved");
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QStringList>("expected");
        const QString docker = u"usual place of docker unix:///var/run/docker.sock"_s;
        const QString podman = u"usual place of podman unix:///run/podman/podman.sock"_s;
        QTest::newRow("nothing given") << QString() << QString() << QString() << QString()
                                       << QStringList{u"DOCKER_HOST unset"_s, docker, podman};
        QTest::newRow("all given") << u"unix:///a"_s << u"unix:///b"_s << u"unix:///c"_s << u"/run/user/1"_s
                                   << QStringList{u"--engine unix:///a"_s,
                                                  u"DOCKER_HOST unix:///b"_s,
                                                  u"saved choice unix:///c"_s,
                                                  docker,
                                                  u"usual place of rootless docker unix:///run/user/1/docker.sock"_s,
                                                  u"usual place of podman unix:///run/user/1/podman/podman.sock"_s,
                                                  podman};
        QTest::newRow("an endpoint once") << QString() << u"unix:///var/run/docker.sock"_s << u"/var/run/docker.sock"_s
                                          << QString()
                                          << QStringList{u"DOCKER_HOST unix:///var/run/docker.sock"_s, podman};
        QTest::newRow("wrong text") << u"http//x"_s << QString() << QString() << QString()
                                    << QStringList{u"--engine bad"_s, u"DOCKER_HOST unset"_s, docker, podman};
    }
    void order()
    {
        QFETCH(QString, engine);
        QFETCH(QString, host);
        QFETCH(QString, saved);
        QFETCH(QString, runtime);
        EngineEnvironment environment;
        environment.requested = engine;
        if (!host.isEmpty())
            environment.variables.insert(u"DOCKER_HOST"_s, host);
        environment.savedChoice = saved;
        environment.runtimeDir = runtime;
        const QList<EngineCandidate> candidates = engineCandidates(environment);
        QTEST(describe(candidates), "expected");
        for (const EngineCandidate &one : candidates) {
            const bool named = one.origin == Origin::Requested || (one.origin == Origin::DockerHost && one.isGiven());
            QCOMPARE(one.decisive, named);
        }
    }
    void currentContext()
    {
        writeContext("build-01", "{\"Name\":\"build-01\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///b1.sock\"}}}");
        const EngineCandidate one = contextOf("{\"currentContext\":\"build-01\",\"HttpHeaders\":{\"X\":\"y\"}}");
        QCOMPARE(one.endpoint, Endpoint::unixSocket(u"/b1.sock"_s));
        QCOMPARE(one.originText(), u"docker context build-01"_s);
        QCOMPARE(contextOf("{}", {{u"DOCKER_CONTEXT"_s, u"build-01"_s}}).contextName, u"build-01"_s);
        QVERIFY(!contextOf("{\"currentContext\":\"default\"}").isGiven());
        QVERIFY(!contextOf("{}").isGiven());
    }
    void A54_hostileConfig_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("kind");
        QTest::newRow("not JSON") << QByteArray("{") << u"bad-input"_s;
        QTest::newRow("2 MiB") << QByteArray(2 << 20, ' ') << u"too-large"_s;
        QTest::newRow("deep") << QByteArray(100000, '[') << u"bad-input"_s;
        QTest::newRow("path as name") << QByteArray("{\"currentContext\":\"../../etc\"}") << u"bad-input"_s;
        QTest::newRow("no such context") << QByteArray("{\"currentContext\":\"gone\"}") << u"not-found"_s;
    }
    void A54_hostileConfig()
    {
        QFETCH(QByteArray, config);
        const EngineCandidate one = contextOf(config);
        QVERIFY(one.problem);
        QTEST(toString(one.problem->kind), "kind");
        QVERIFY(!one.problem->sentence().isEmpty());
        QVERIFY(!one.decisive);
    }
    void A54_fifoIsNotOpened()
    {
        QFile::remove(m_docker.filePath(u"config.json"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(m_docker.filePath(u"config.json"_s)).constData(), 0600), 0);
        EngineEnvironment environment;
        environment.dockerConfigDir = m_docker.path();
        const auto candidates = engineCandidates(environment);
        QVERIFY(candidates.at(1).problem->kind == Error::Kind::NotFound);
        QFile::remove(m_docker.filePath(u"config.json"_s));
    }
    void A55_contextHostIsNoOption()
    {
        writeContext("evil", "{\"Endpoints\":{\"docker\":{\"Host\":\"ssh://-oProxyCommand=touch /tmp/x\"}}}");
        const EngineCandidate one = contextOf("{\"currentContext\":\"evil\"}");
        QVERIFY(!one.endpoint);
        QVERIFY(one.problem->kind == Error::Kind::BadInput);
    }
};

LONGSHORE_TEST_MAIN(TestCandidates)
#include "tst_candidates.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineerror.h"
#include "model/images/reference.h"
#include "model/images/registryerror.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

using Problem = RegistryProblem;
using Kind = RegistryRequest::Kind;
Q_DECLARE_METATYPE(longshore::RegistryProblem)

/// What engines say of registries, told apart. The texts are those of real engines (engine-api.md §3, §4) and of the
/// registries that people use.
class tst_RegistryError : public QObject
{
    Q_OBJECT

    static RegistryRequest request(const QString &image, const QString &account = {}, Kind kind = Kind::Pull)
    {
        const Result<Reference> reference = Reference::parse(image);
        RegistryRequest request{kind, reference ? reference->registry : image, image};
        request.account = account;
        return request;
    }
    static Error said(const QString &text, int status = 500)
    {
        Error error;
        error.kind = Error::Kind::Engine;
        error.httpStatus = status;
        error.engineText = text;
        error.asked = u"POST /images/create"_s;
        return error;
    }

private Q_SLOTS:
    void A2_32_toldApart_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Problem>("problem");
        const QString big = u"127.0.0.1:5050/apifacts/big:1"_s;
        const auto row = [&](const char *name, int status, const QString &text, Problem problem, const QString &image = {}) {
            QTest::newRow(name) << (image.isEmpty() ? big : image) << status << text << problem;
        };
        // Docker 20, 26
        row("docker: no tag", 404, u"manifest for 127.0.0.1:5050/apifacts/big:1 not found: manifest unknown: manifest unknown"_s, Problem::NotFound);
        row("docker: down", 500, u"Get \"http://127.0.0.1:5050/v2/\": dial tcp 127.0.0.1:5050: connect: connection refused"_s, Problem::Unreachable);
        row("docker: no host", 500, u"Get \"https://nowhere.example/v2/\": dial tcp: lookup nowhere.example: no such host"_s, Problem::Unreachable);
        row("docker: slow", 500, u"Get \"https://q.io/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)"_s, Problem::Unreachable);
        row("docker: slow TLS", 500, u"Get \"https://q.io/v2/\": net/http: TLS handshake timeout"_s, Problem::Unreachable);
        row("docker: nobody", 500, u"Head \"http://127.0.0.1:5051/v2/apifacts/big/manifests/1\": no basic auth credentials"_s, Problem::Denied);
        row("docker: wrong password", 500, u"Head \"http://127.0.0.1:5051/v2/apifacts/big/manifests/1\": unauthorized: authentication required"_s, Problem::Denied);
        row("docker: hub", 404, u"pull access denied for nobody/nothing, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"_s, Problem::Denied, u"nobody/nothing"_s);
        row("docker: limit", 500, u"toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit"_s, Problem::RateLimited);
        row("docker: 429", 500, u"error parsing HTTP 429 response body: invalid character 'T': \"Too Many Requests (HAP429).\""_s, Problem::RateLimited);
        row("docker: CA", 500, u"Get \"https://10.99.0.1:5000/v2/\": x509: certificate signed by unknown authority"_s, Problem::Tls);
        row("docker: name", 500, u"Get \"https://q.io/v2/\": x509: certificate is valid for a, not q.io"_s, Problem::Tls);
        row("docker: plain", 500, u"Get \"https://10.99.0.1:5000/v2/\": http: server gave HTTP response to HTTPS client"_s, Problem::PlainHttp);
        row("docker: full", 200, u"failed to register layer: Error processing tar file(exit status 1): write /big: no space left on device"_s, Problem::NoSpace);
        row("docker: platform", 404, u"no matching manifest for linux/arm64 in the manifest list entries"_s, Problem::WrongPlatform);
        row("docker 26: platform", 200, u"image with reference 127.0.0.1:5050/apifacts/big:1 was found but does not match the specified platform: wanted linux/arm64, actual: linux/amd64"_s, Problem::WrongPlatform);
        row("docker: cut", 200, u"unexpected EOF"_s, Problem::Interrupted);
        row("docker: reset", 200, u"read tcp 1.2.3.4:5->6.7.8.9:443: read: connection reset by peer"_s, Problem::Interrupted);
        row("docker: cancelled", 200, u"context canceled"_s, Problem::Cancelled);
        row("docker: its own disk", 500, u"mkdir /var/lib/docker/tmp/GetImageBlob12: permission denied"_s, Problem::EngineDisk);
        row("docker: mounted read-only", 500, u"failed to register layer: open /var/lib/docker/overlay2/x: read-only file system"_s, Problem::EngineDisk);
        row("podman: its own disk", 500, u"writing blob: storing blob to file \"/var/tmp/storage1\": open /var/tmp/storage1: permission denied"_s, Problem::EngineDisk);
        row("docker: kept from the network", 500, u"Get \"https://q.io/v2/\": dial tcp 1.2.3.4:443: connect: permission denied"_s, Problem::Unreachable);
        // its containerd store
        row("containerd: no tag", 404, u"failed to resolve reference \"127.0.0.1:5050/apifacts/big:1\": 127.0.0.1:5050/apifacts/big:1: not found"_s, Problem::NotFound);
        row("containerd: nobody", 500, u"pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"_s, Problem::Denied);
        row("containerd: wrong password", 500, u"failed to resolve reference \"127.0.0.1:5051/apifacts/big:1\": unexpected status from HEAD request to http://127.0.0.1:5051/v2/apifacts/big/manifests/1: 401 Unauthorized"_s, Problem::Denied);
        row("containerd: platform", 200, u"no match for platform in manifest: not found"_s, Problem::WrongPlatform);
        // Podman 4, 5
        row("podman 4: no tag", 200, u"initializing source docker://127.0.0.1:5050/apifacts/big:1: reading manifest 1 in 127.0.0.1:5050/apifacts/big: manifest unknown: manifest unknown"_s, Problem::NotFound);
        row("podman 5: no tag", 404, u"manifest unknown: manifest unknown"_s, Problem::NotFound);
        row("podman 5: down", 500, u"connection refused"_s, Problem::Unreachable);
        row("podman: nobody", 401, u"unauthorized: authentication required"_s, Problem::Denied);
        row("podman: plain", 500, u"pinging container registry 127.0.0.1:5050: Get \"https://127.0.0.1:5050/v2/\": http: server gave HTTP response to HTTPS client"_s, Problem::PlainHttp);
        row("podman: wrong password", 500, u"unable to retrieve auth token: invalid username/password: unauthorized: incorrect username or password"_s, Problem::Denied);
        row("podman: platform", 500, u"choosing an image from manifest list docker://a: no image found in manifest list for architecture arm64, variant \"\", OS linux"_s, Problem::WrongPlatform);
        row("podman: full", 500, u"writing blob: storing blob to file \"/var/tmp/storage1\": write /var/tmp/storage1: no space left on device"_s, Problem::NoSpace);
        // registries people use
        row("quay", 500, u"unauthorized: access to the requested resource is not authorized"_s, Problem::Denied);
        row("ghcr, no right", 500, u"denied: permission_denied: read_package"_s, Problem::Denied);
        row("google", 500, u"denied: Permission \"artifactregistry.repositories.downloadArtifacts\" denied on resource \"projects/x\""_s, Problem::Denied);
        row("ghcr", 500, u"denied: denied"_s, Problem::Denied);
        row("ecr, old token", 500, u"denied: Your authorization token has expired. Reauthenticate and try again."_s, Problem::Denied);
        row("azure", 500, u"unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information."_s, Problem::Denied);
        // by status alone
        row("401", 401, u"x"_s, Problem::Denied);
        row("404", 404, u"x"_s, Problem::NotFound);
        row("429", 429, u"x"_s, Problem::RateLimited);
        row("nothing known", 500, u"panic: runtime error"_s, Problem::None);
        // names are no evidence
        row("an image called denied", 404, u"manifest for q.io/a/denied:1 not found: manifest unknown"_s, Problem::NotFound, u"q.io/a/denied:1"_s);
        row("a tag called unauthorized", 404, u"manifest for q.io/a/b:unauthorized not found: manifest unknown"_s, Problem::NotFound, u"q.io/a/b:unauthorized"_s);
        row("such a tag in podman's words", 200, u"initializing source docker://q.io/a/b:denied: reading manifest denied in q.io/a/b: manifest unknown"_s, Problem::NotFound, u"q.io/a/b:denied"_s);
        const QString app = u"unauthorized-app:1"_s;
        row("without a slash", 404, u"manifest for unauthorized-app:1 not found: manifest unknown: manifest unknown"_s, Problem::NotFound, app);
        row("without a slash, podman", 200, u"initializing source docker://unauthorized-app:1: reading manifest 1 in docker.io/library/unauthorized-app: manifest unknown"_s, Problem::NotFound, app);
        row("without a slash or tag", 404, u"repository unauthorized-app not found"_s, Problem::NotFound, app);
        row("a word of messages", 404, u"manifest for denied:1 not found: manifest unknown"_s, Problem::NotFound, u"denied:1"_s);
        row("such a word, and denied", 500, u"denied: requested access to the resource is denied"_s, Problem::Denied, u"denied:1"_s);
        row("such a name in a URL", 500, u"Get \"https://q.io/v2/a/unauthorized/manifests/1\": dial tcp: lookup q.io: no such host"_s, Problem::Unreachable, u"q.io/a/unauthorized:1"_s);
    }
    void A2_32_toldApart()
    {
        QFETCH(QString, image);
        QFETCH(int, status);
        QFETCH(QString, text);
        QFETCH(Problem, problem);
        QCOMPARE(registryProblemOf(said(text, status), request(image)), problem);
    }

    void A2_29_pushToldApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Problem>("problem");
        QTest::newRow("no such tag here") << 200 << u"tag does not exist: 127.0.0.1:5050/a/b:nope"_s << Problem::NotHere;
        QTest::newRow("no such image here") << 200 << u"An image does not exist locally with the tag: 127.0.0.1:5050/a/b"_s << Problem::NotHere;
        QTest::newRow("podman: not here") << 404 << u"127.0.0.1:5050/a/b:nope: image not known"_s << Problem::NotHere;
        QTest::newRow("hub") << 200 << u"denied: requested access to the resource is denied"_s << Problem::Denied;
        QTest::newRow("no login") << 200 << u"no basic auth credentials"_s << Problem::Denied;
    }
    void A2_29_pushToldApart()
    {
        QFETCH(int, status);
        QFETCH(QString, text);
        QFETCH(Problem, problem);
        QCOMPARE(registryProblemOf(said(text, status), request(u"127.0.0.1:5050/a/b:nope"_s, {}, Kind::Push)), problem);
    }

    /// What five engines really answered to a tag that is not there, and to a push of what is not here.
    void A2_32_asRecorded_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        for (const char *engine : recordedEngines) {
            QTest::addRow("%s: pull", engine) << QString::fromLatin1(engine) << u"pull-missing-tag"_s;
            QTest::addRow("%s: push", engine) << QString::fromLatin1(engine) << u"push-missing-image"_s;
        }
    }
    void A2_32_asRecorded()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        const Transcript transcript = Transcript::load(engine, call);
        if (!transcript.isValid())
            QSKIP("not recorded");
        const bool isPush = call.startsWith("push"_L1);
        const Error error = errorFromAnswer(transcript.status(), {}, {}, transcript.body());
        const RegistryRequest asked = request(u"127.0.0.1:5050/apifacts/big:nope"_s, {}, isPush ? Kind::Push : Kind::Pull);
        const Problem problem = registryProblemOf(error, asked);
        QVERIFY2(problem == (isPush ? Problem::NotHere : Problem::NotFound), qPrintable(QString::number(int(problem)) + u' ' + error.engineText));
    }

    void B1_18_whatWasAskedAndWhatToDo_data()
    {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("denied to nobody") << QString() << u"no basic auth credentials"_s
                                          << QStringList{u"pull quay.io/a/b:1 from quay.io without logging in: "_s, u"no basic auth credentials"_s, u"Log in to quay.io"_s};
        QTest::newRow("denied to alice") << u"alice"_s << u"unauthorized: authentication required"_s
                                         << QStringList{u"pull quay.io/a/b:1 from quay.io as alice: "_s, u"does not allow it to alice"_s, u"Log in to quay.io again"_s};
        QTest::newRow("missing to nobody") << QString() << u"manifest unknown"_s << QStringList{u"has no such image or tag: manifest unknown"_s, u"A private image looks like a missing one"_s};
        QTest::newRow("missing to alice") << u"alice"_s << u"manifest unknown"_s << QStringList{u"whether alice may see it"_s};
        QTest::newRow("CA") << QString() << u"x509: certificate signed by unknown authority"_s << QStringList{u"/etc/docker/certs.d/quay.io/ca.crt"_s};
        QTest::newRow("limit") << QString() << u"toomanyrequests: slow down"_s << QStringList{u"was asked too often: toomanyrequests: slow down"_s, u"which raises the limit"_s};
        QTest::newRow("unknown words stay") << QString() << u"the moon is full"_s << QStringList{u"from quay.io without logging in: the moon is full"_s};
    }
    void B1_18_whatWasAskedAndWhatToDo()
    {
        QFETCH(QString, account);
        QFETCH(QString, text);
        QFETCH(QStringList, parts);
        const QString sentence = registryError(said(text), request(u"quay.io/a/b:1"_s, account)).sentence();
        for (const QString &part : std::as_const(parts))
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
    }

    /// The engine itself is the trouble: no word about the registry.
    void A2_32_theEngineIsAway()
    {
        const Error lost = Error::make(Error::Kind::ConnectionLost, u"POST /images/create"_s, u"the answer ended before its end"_s);
        QCOMPARE(registryProblemOf(lost, request(u"q.io/a:1"_s)), Problem::None);
        const Error told = registryError(lost, request(u"q.io/a:1"_s));
        QCOMPARE(told.happened, lost.happened);
        QVERIFY(told.sentence().startsWith(u"pull q.io/a:1 from q.io"_s));
        QCOMPARE(registryProblemOf(Error::cancelled({}), request(u"q.io/a:1"_s)), Problem::Cancelled);
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryError)
#include "tst_registryerror.moc"

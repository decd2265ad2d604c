// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/newertags.h"
#include "model/images/registrychallenge.h"
#include "model/images/registrytags.h"
#include "model/images/tagorder.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/testmain.h"
#include "tests/support/tinyhttp.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

using Newest = QHash<QString, QString>;

/// The tags that a registry has: their order, which of them are news, and how they are asked for.
class tst_RegistryTags : public QObject
{
    Q_OBJECT

    static TinyHttp::Answer tags(const QByteArray &list, const QByteArray &link = {})
    {
        TinyHttp::Answer answer{200, "{\"name\":\"a/b\",\"tags\":" + list + "}"};
        if (!link.isEmpty())
            answer.headers.append("Link: " + link);
        return answer;
    }
    /// What came: the tags, or the error's sentence.
    static QStringList ask(RegistryTags &tags, const QString &repository)
    {
        QSignalSpy listed(&tags, &RegistryTags::listed);
        QSignalSpy failed(&tags, &RegistryTags::failed);
        tags.ask(repository);
        if (!QTest::qWaitFor([&] { return listed.size() + failed.size() > 0; }, 20'000))
            return {u"no answer"_s};
        return listed.isEmpty() ? QStringList{failed.first().at(1).value<Error>().sentence()} : listed.first().at(1).toStringList();
    }

private Q_SLOTS:
    void A2_25_order_data()
    {
        QTest::addColumn<QStringList>("sorted"); // newest first
        QTest::newRow("numbers are numbers") << QStringList{u"1.10"_s, u"1.9"_s, u"1.2.10"_s, u"1.2.9"_s, u"1"_s};
        QTest::newRow("latest first, words last") << QStringList{u"latest"_s, u"2.0"_s, u"1.0"_s, u"alpine"_s, u"dev"_s};
        QTest::newRow("pre-releases below") << QStringList{u"2.0.0"_s, u"2.0.0-rc.10"_s, u"2.0.0-rc.2"_s, u"2.0.0-beta"_s, u"2.0.0-alpha.1"_s, u"1.9.9"_s};
        QTest::newRow("python's way") << QStringList{u"3.13.0"_s, u"3.13.0rc2"_s, u"3.13.0b1"_s, u"3.13.0a1"_s, u"3.12.7"_s};
        QTest::newRow("v") << QStringList{u"v1.2.0"_s, u"1.1.0"_s, u"v1.0.0"_s};
        QTest::newRow("flavours") << QStringList{u"3.12"_s, u"3.12-slim"_s, u"3.12-alpine"_s, u"3.11"_s};
        QTest::newRow("longer than any number") << QStringList{u"1.99999999999999999999999999"_s, u"1.99999999999999999999999998"_s, u"1.2"_s};
        QTest::newRow("zeros") << QStringList{u"2.10"_s, u"2.09"_s, u"2.8"_s};
    }
    void A2_25_order()
    {
        QFETCH(QStringList, sorted);
        QStringList shuffled = sorted;
        std::reverse(shuffled.begin(), shuffled.end());
        QCOMPARE(sortedTags(shuffled), sorted);
        std::rotate(shuffled.begin(), shuffled.begin() + 1, shuffled.end());
        QCOMPARE(sortedTags(shuffled + sorted), sorted); // each once
    }
    void A2_25_orderIsTotal()
    {
        const QStringList odd{u""_s, u"1"_s, u"1.0"_s, u"1.0.0"_s, u"v1"_s, u"-1"_s, u"1-"_s, u"1..2"_s, u"a"_s, u"1a"_s, u"1.0-1"_s, u"1.0-a"_s, u"1.0_a"_s, u"latest"_s, u"ä"_s};
        for (const QString &a : odd) {
            QCOMPARE(compareTags(a, a), 0);
            for (const QString &b : odd) {
                QVERIFY2((compareTags(a, b) < 0) == (compareTags(b, a) > 0), qPrintable(a + u' ' + b));
                for (const QString &c : odd)
                    QVERIFY2(!(compareTags(a, b) < 0 && compareTags(b, c) < 0) || compareTags(a, c) < 0, qPrintable(a + u' ' + b + u' ' + c));
            }
        }
    }

    void A1_18_newerThanLocal_data()
    {
        QTest::addColumn<QStringList>("local");
        QTest::addColumn<QStringList>("remote");
        QTest::addColumn<QString>("newest");
        QTest::newRow("newer") << QStringList{u"1.9"_s} << QStringList{u"1.8"_s, u"1.10"_s, u"1.9"_s} << u"1.10"_s;
        QTest::newRow("none") << QStringList{u"1.10"_s, u"1.9"_s} << QStringList{u"1.10"_s, u"1.9"_s} << QString();
        QTest::newRow("the local one is not there") << QStringList{u"2.0"_s} << QStringList{u"1.0"_s} << QString();
        QTest::newRow("no pre-release") << QStringList{u"1.0"_s} << QStringList{u"2.0-rc.1"_s} << QString();
        QTest::newRow("from one pre-release to the next") << QStringList{u"2.0-rc.1"_s} << QStringList{u"2.0-rc.2"_s} << u"2.0-rc.2"_s;
        QTest::newRow("out of the pre-release") << QStringList{u"2.0-rc.1"_s} << QStringList{u"2.0"_s, u"2.0-rc.2"_s} << u"2.0"_s;
        QTest::newRow("same flavour") << QStringList{u"3.12-slim"_s} << QStringList{u"3.13"_s, u"3.13-alpine"_s, u"3.12.1-slim"_s} << u"3.12.1-slim"_s;
        QTest::newRow("no date for a version") << QStringList{u"1.2"_s} << QStringList{u"20240131"_s} << QString();
        QTest::newRow("a date for a date") << QStringList{u"20240131"_s} << QStringList{u"20240201"_s, u"1.2"_s} << u"20240201"_s;
        QTest::newRow("words say nothing") << QStringList{u"latest"_s, u"dev"_s} << QStringList{u"1.0"_s} << QString();
    }
    void A1_18_newerThanLocal()
    {
        QFETCH(QStringList, local);
        QFETCH(QStringList, remote);
        QFETCH(QString, newest);
        QCOMPARE(newestOver(local, remote), newest);
    }

    void A2_25_pages()
    {
        QStringList requested;
        TinyHttp server([&](const TinyHttp::Ask &ask) {
            requested.append(QString::fromLatin1(ask.target));
            if (ask.target.contains("last=1.1"))
                return tags("[\"1.2\",null,7,\"1.3\"]");
            return tags("[\"1.0\",\"1.1\"]", "</v2/a/b/tags/list?last=1.1&n=1000>; rel=\"next\"");
        });
        CredentialFiles files;
        RegistryTags list(*files.auth);
        const QString repository = server.host() + u"/a/b"_s;
        QCOMPARE(ask(list, repository), (QStringList{u"1.3"_s, u"1.2"_s, u"1.1"_s, u"1.0"_s}));
        QCOMPARE(requested, (QStringList{u"/v2/a/b/tags/list?n=1000"_s, u"/v2/a/b/tags/list?last=1.1&n=1000"_s}));
        QCOMPARE(list.known(repository).size(), 4);
        QVERIFY(!server.asked.first().headers.contains("authorization"));
    }

    void A2_25_cached()
    {
        QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000);
        TinyHttp server([&](const TinyHttp::Ask &) { return tags("[\"1\"]"); });
        CredentialFiles files;
        RegistryTags list(*files.auth, nullptr, [&now] { return now; });
        const QString repository = server.host() + u"/a/b"_s;
        ask(list, repository);
        ask(list, repository);
        QCOMPARE(server.asked.size(), 1);
        now = now.addSecs(RegistryTags::goodForSeconds);
        ask(list, repository);
        QCOMPARE(server.asked.size(), 2);
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"a"_s, "b"), RegistryAuth::Keep::Session)); // somebody else may see more
        ask(list, repository);
        QCOMPARE(server.asked.size(), 3);
    }

    /// The list that another user sees is on its way when somebody logs in: it counts no more.
    void A2_25_aLoginInBetween()
    {
        TinyHttp *self = nullptr;
        TinyHttp server([&self](const TinyHttp::Ask &ask) {
            if (self->asked.size() == 1)
                return TinyHttp::Answer{.isHeld = true};
            if (ask.headers.contains("authorization"))
                return tags("[\"2\"]");
            return TinyHttp::Answer{401, "{}", {"WWW-Authenticate: Basic realm=\"x\""}};
        });
        self = &server;
        CredentialFiles files;
        RegistryTags list(*files.auth);
        QSignalSpy listed(&list, &RegistryTags::listed);
        QSignalSpy failed(&list, &RegistryTags::failed);
        const QString repository = server.host() + u"/a/b"_s;
        list.ask(repository);
        QTRY_COMPARE(server.asked.size(), 1);
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"alice"_s, "s3cret"), RegistryAuth::Keep::Session));
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(listed.first().at(1).toStringList(), QStringList{u"2"_s});
        QCOMPARE(list.known(repository), QStringList{u"2"_s});
        QCOMPARE(failed.size(), 0);
    }

    void A2_25_basic()
    {
        TinyHttp server([&](const TinyHttp::Ask &ask) {
            if (ask.headers.value("authorization") == "Basic " + QByteArray("alice:s3cret").toBase64())
                return tags("[\"1\"]");
            return TinyHttp::Answer{401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}", {"WWW-Authenticate: Basic realm=\"x\""}};
        });
        CredentialFiles files;
        RegistryTags list(*files.auth);
        const QString repository = server.host() + u"/a/b"_s;
        const QString refused = ask(list, repository).first();
        QVERIFY2(refused.contains(u"list the tags of %1 at %2 without logging in"_s.arg(repository, server.host())) && refused.contains(u"Log in to"_s), qPrintable(refused));
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"alice"_s, "s3cret"), RegistryAuth::Keep::Session));
        QCOMPARE(ask(list, repository), QStringList{u"1"_s});
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"alice"_s, "Canary-9"), RegistryAuth::Keep::Session));
        const QString wrong = ask(list, repository).first();
        QVERIFY2(wrong.contains(u"does not allow it to alice"_s) && !wrong.contains(u"Canary"_s), qPrintable(wrong));
    }

    void A2_25_bearer()
    {
        TinyHttp *self = nullptr;
        TinyHttp server([&](const TinyHttp::Ask &ask) {
            if (ask.target.startsWith("/token?"))
                return TinyHttp::Answer{200, "{\"token\":\"T-" + QByteArray(ask.headers.contains("authorization") ? "alice" : "nobody") + "\"}"};
            if (ask.headers.value("authorization") == "Bearer T-nobody" || ask.headers.value("authorization") == "Bearer T-alice")
                return tags("[\"1\"]");
            return TinyHttp::Answer{401, "{}", {"WWW-Authenticate: Bearer realm=\"http://" + self->host().toLatin1() + "/token\",service=\"reg\",scope=\"x\""}};
        });
        self = &server;
        CredentialFiles files;
        RegistryTags list(*files.auth);
        const QString repository = server.host() + u"/a/b"_s;
        QCOMPARE(ask(list, repository), QStringList{u"1"_s});
        QCOMPARE(server.asked.size(), 3);
        QCOMPARE(server.asked[1].target, "/token?service=reg&scope=repository:a/b:pull"_ba);
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"alice"_s, "s3cret"), RegistryAuth::Keep::Session));
        QCOMPARE(ask(list, repository), QStringList{u"1"_s});
        QCOMPARE(server.asked.last().headers.value("authorization"), "Bearer T-alice"_ba);
        RegistryCredential token = CredentialFiles::login(server.host(), {}, "ref/resh");
        token.isToken = true;
        QVERIFY(files.keep(token, RegistryAuth::Keep::Session));
        ask(list, repository);
        QCOMPARE(server.asked[server.asked.size() - 1].method, "POST"_ba);
        QVERIFY(server.asked.last().body.contains("grant_type=refresh_token") && server.asked.last().body.contains("refresh_token=ref%2Fresh"));
    }

    void A2_32_registrysTrouble_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("missing") << u"missing"_s << u"has no such repository: repository name not known to registry"_s;
        QTest::newRow("denied") << u"denied"_s << u"requested access to the resource is denied"_s;
        QTest::newRow("limit") << u"limit"_s << u"was asked too often: slow down"_s;
        QTest::newRow("silent") << u"silent"_s << u"Longshore cannot reach"_s;
        QTest::newRow("cut") << u"cut"_s << u"list the tags of"_s;
        QTest::newRow("garbage") << u"garbage"_s << u"the answer is no list of tags"_s;
        QTest::newRow("too long") << u"long"_s << u"the answer is longer than"_s;
        QTest::newRow("elsewhere") << u"elsewhere"_s << u"it sends us elsewhere (HTTP 307)"_s;
        QTest::newRow("token without TLS") << u"realm"_s << u"its token service is not reached by TLS"_s;
    }
    void A2_32_registrysTrouble()
    {
        QFETCH(QString, fault);
        QFETCH(QString, sentence);
        const QHash<QString, TinyHttp::Answer> answers{
            {u"missing"_s, {404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"repository name not known to registry\"}]}"}},
            {u"denied"_s, {403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]}"}},
            {u"limit"_s, {429, "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}"}},
            {u"silent"_s, {.isHeld = true}},
            {u"cut"_s, {.body = "{\"tags\":[\"1\"]}", .cutAfter = 6}},
            {u"garbage"_s, {.body = "<html>"}},
            {u"long"_s, {.body = "{\"tags\":[\"" + QByteArray(100'000, 'x') + "\"]}"}},
            {u"elsewhere"_s, {.status = 307, .headers = {"Location: http://example.invalid/"}}},
            {u"realm"_s, {.status = 401, .headers = {"WWW-Authenticate: Bearer realm=\"http://evil.invalid/token\""}}},
        };
        TinyHttp server([&](const TinyHttp::Ask &) { return answers.value(fault); });
        CredentialFiles files;
        QVERIFY(files.keep(CredentialFiles::login(server.host(), u"alice"_s, "Canary-9"), RegistryAuth::Keep::Session));
        RegistryTags list(*files.auth, nullptr, {}, {.answerMs = fault == "silent"_L1 ? 100 : 3000, .body = 50'000});
        const QString told = ask(list, server.host() + u"/a/b"_s).first();
        QVERIFY2(told.contains(sentence), qPrintable(told));
        QVERIFY2(told.contains(u"as alice"_s) && !told.contains(u"Canary"_s), qPrintable(told));
        for (const TinyHttp::Ask &asked : server.asked)
            QVERIFY(!asked.headers.contains("authorization")); // nobody wanted it in a way that we give it
    }

    void A2_32_nobodyThere()
    {
        CredentialFiles files;
        RegistryTags list(*files.auth);
        QString gone;
        {
            TinyHttp server([](const TinyHttp::Ask &) { return TinyHttp::Answer{}; });
            gone = server.host();
        }
        const QString told = ask(list, gone + u"/a/b"_s).first();
        QVERIFY2(told.contains(u"Longshore cannot reach "_s + gone), qPrintable(told));
    }

    /// B.1 #8: nothing is asked before somebody wants it.
    void A1_18_onlyWhenSwitchedOn()
    {
        TinyHttp server([&](const TinyHttp::Ask &ask) { return ask.target.contains("/a/") ? tags("[\"1.0\",\"1.1\"]") : tags("[\"2\"]"); });
        CredentialFiles files;
        RegistryTags list(*files.auth);
        NewerTags newer(list);
        QSignalSpy changed(&newer, &NewerTags::changed);
        const QString host = server.host();
        newer.setLocal({host + u"/a:1.0"_s, host + u"/b:2"_s, host + u"/c:latest"_s, u"not a reference"_s});
        QTest::qWait(0);
        QCOMPARE(server.asked.size(), 0);
        newer.setOn(true);
        QTRY_COMPARE(server.asked.size(), 2); // not for c, of which no tag is a version
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE((changed.first().first().value<QHash<QString, QString>>()), (QHash<QString, QString>{{host + u"/a"_s, u"1.1"_s}}));
        newer.setLocal({host + u"/a:1.0"_s, host + u"/a:1.1"_s});
        QCOMPARE(changed.size(), 2);
        QVERIFY((changed.last().first().value<QHash<QString, QString>>().isEmpty()));
        QCOMPARE(server.asked.size(), 2);
    }

    /// Each comparison reads thousands of tags: only for what changed.
    void A1_18_comparesOnlyWhatChanged()
    {
        TinyHttp server([&](const TinyHttp::Ask &) { return tags("[\"1.0\",\"1.1\"]"); });
        CredentialFiles files;
        RegistryTags list(*files.auth);
        QStringList compared;
        NewerTags newer(list, nullptr, [&compared](const QStringList &local, const QStringList &remote) {
            compared.append(local.join(u' '));
            return newestOver(local, remote);
        });
        const QString a = server.host() + u"/a:"_s, b = server.host() + u"/b:"_s, c = server.host() + u"/c:"_s;
        newer.setLocal({a + u"1.0"_s, b + u"1.0"_s, c + u"1.0"_s});
        QCOMPARE(compared, QStringList()); // nothing is known
        QSignalSpy changed(&newer, &NewerTags::changed);
        newer.setOn(true);
        QTRY_COMPARE(changed.size(), 3);
        QCOMPARE(compared.size(), 3);
        newer.setLocal({c + u"1.0"_s, b + u"1.0"_s, a + u"1.0"_s});
        QCOMPARE(compared.size(), 3);
        newer.setLocal({a + u"1.0"_s, b + u"1.1"_s, b + u"1.0"_s, c + u"1.0"_s});
        QCOMPARE(compared.mid(3), QStringList{u"1.0 1.1"_s});
        QCOMPARE(changed.size(), 4);
        newer.setLocal({a + u"1.0"_s, b + u"1.0"_s});
        QCOMPARE(compared.mid(4), QStringList{u"1.0"_s}); // of b
        QCOMPARE(changed.last().first().value<Newest>(), (Newest{{server.host() + u"/a"_s, u"1.1"_s}, {server.host() + u"/b"_s, u"1.1"_s}}));
        newer.setOn(false);
        QVERIFY(changed.last().first().value<Newest>().isEmpty());
        QCOMPARE(compared.size(), 5);
        newer.setOn(true);
        QTRY_COMPARE(changed.last().first().value<Newest>().size(), 2);
        QCOMPARE(server.asked.size(), 3);
    }

    void A2_25_challenges()
    {
        const auto bearer = RegistryChallenge::parse("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull\"");
        QVERIFY(bearer.kind == RegistryChallenge::Kind::Bearer);
        QCOMPARE(bearer.realm, u"https://auth.docker.io/token"_s);
        QCOMPARE(bearer.service, u"registry.docker.io"_s);
        QVERIFY(RegistryChallenge::parse("basic Realm=x").kind == RegistryChallenge::Kind::Basic);
        QVERIFY(RegistryChallenge::parse("Basic realm=\"x\", Bearer realm=\"https://y\"").kind == RegistryChallenge::Kind::Bearer);
        for (const char *odd : {"", "Digest realm=\"x\"", "\"\"\"", "Bearerish"})
            QVERIFY(RegistryChallenge::parse(odd).kind == RegistryChallenge::Kind::Unknown);
    }

    void A2_25_nextPage_data()
    {
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<QString>("next");
        const QString target = u"a/tags/list?last=x%2Fy&n=2"_s;
        QTest::newRow("a path") << "</v2/a/tags/list?last=x%2Fy&n=2>; rel=\"next\""_ba << target;
        QTest::newRow("relative") << "<list?last=x%2Fy&n=2>; rel=next"_ba << target;
        QTest::newRow("whole") << "<https://q.io:5000/v2/a/tags/list?last=x%2Fy&n=2>; rel=\"next\""_ba << target;
        QTest::newRow("whole, behind a proxy") << "<http://q.io:5000/v2/a/tags/list?last=x%2Fy&n=2>; rel=\"next\""_ba << target;
        QTest::newRow("nothing") << ""_ba << QString();
        QTest::newRow("elsewhere") << "<https://evil.example/v2/a/tags/list>; rel=\"next\""_ba << QString();
        QTest::newRow("another port") << "<https://q.io:5001/v2/a/tags/list>; rel=\"next\""_ba << QString();
        QTest::newRow("the host as a user") << "<https://q.io:5000@evil.example/v2/a>; rel=\"next\""_ba << QString();
        QTest::newRow("back") << "</v2/a>; rel=\"prev\""_ba << QString();
        QTest::newRow("another API") << "</etc/passwd>; rel=next"_ba << QString();
        QTest::newRow("out of it") << "</v2/../etc/passwd>; rel=next"_ba << QString();
    }
    void A2_25_nextPage()
    {
        QFETCH(QByteArray, link);
        QTEST(nextPage(link, QUrl(u"https://q.io:5000/v2/a/tags/list?n=2"_s)), "next");
        QCOMPARE(nextPage("<http://q.io/v2/a>; rel=next", QUrl(u"https://q.io/v2/a"_s)), u"a"_s);
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryTags)
#include "tst_registrytags.moc"

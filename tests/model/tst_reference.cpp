// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/reference.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{
const QString hex64 = u"0123456789abcdef"_s.repeated(4);

/// The grammar of the distribution project as it is written there, with what parsers add to it: digests of known
/// algorithms in full length, no bare image id, no name over 255 characters, a port that exists.
bool isReferenceByTheBook(const QString &text)
{
    static const QString host = u"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"_s;
    static const QString domain = u"(?:"_s + host + u"(?:\\."_s + host + u")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?"_s;
    static const QString part = u"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"_s;
    static const QString hex = u"[0-9a-f]"_s;
    static const QRegularExpression whole(
        QRegularExpression::anchoredPattern(u"(?<name>(?:(?<domain>"_s + domain + u")/)?"_s + part + u"(?:/"_s + part + u")*)"_s
                                            + u"(?::\\w[\\w.-]{0,127})?(?:@(?:sha256:"_s + hex + u"{64}|sha384:"_s + hex
                                            + u"{96}|sha512:"_s + hex + u"{128}))?"_s));
    const QRegularExpressionMatch match = whole.match(text);
    const QString name = match.captured(u"name"_s);
    if (!match.hasMatch() || QRegularExpression(QRegularExpression::anchoredPattern(hex + u"{64}"_s)).match(name).hasMatch())
        return false;
    // What stands before the first slash is a registry only when it cannot be an account.
    const QString first = name.contains(u'/') ? name.section(u'/', 0, 0) : QString();
    const bool isRegistry = first == u"localhost"_s || first.contains(u'.') || first.contains(u':');
    if (!isRegistry && first != first.toLower())
        return false;
    if (isRegistry && match.captured(u"domain"_s) != first)
        return false;
    const int port = first.section(u':', -1).toInt();
    const QString full = isRegistry ? name : u"docker.io/"_s + (first.isEmpty() ? u"library/"_s : QString()) + name;
    return full.size() <= 255 && port <= 65535;
}

QString pick(QRandomGenerator &random, const QStringList &from)
{
    return from[random.bounded(int(from.size()))];
}
} // namespace

class TestReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("full");
        QTest::addColumn<QString>("familiar");
        QTest::addColumn<QString>("defaulted"); ///< r = registry, a = account, t = tag
        const auto row = [](const QString &text, const QString &full, const QString &familiar,
                            const QString &defaulted) {
            QTest::newRow(qPrintable(text)) << text << full << familiar << defaulted;
        };
        row(u"python"_s, u"docker.io/library/python:latest"_s, u"python:latest"_s, u"rat"_s);
        row(u"python:3.12-slim"_s, u"docker.io/library/python:3.12-slim"_s, u"python:3.12-slim"_s, u"ra"_s);
        row(u"longshore/demo"_s, u"docker.io/longshore/demo:latest"_s, u"longshore/demo:latest"_s, u"rt"_s);
        row(u"docker.io/python"_s, u"docker.io/library/python:latest"_s, u"python:latest"_s, u"at"_s);
        row(u"docker.io/library/python:3"_s, u"docker.io/library/python:3"_s, u"python:3"_s, u""_s);
        row(u"index.docker.io/a/b:1"_s, u"docker.io/a/b:1"_s, u"a/b:1"_s, u""_s);
        row(u"localhost/x:1"_s, u"localhost/x:1"_s, u"localhost/x:1"_s, u""_s);
        row(u"localhost:5000"_s, u"docker.io/library/localhost:5000"_s, u"localhost:5000"_s, u"ra"_s);
        row(u"localhost:5000/x"_s, u"localhost:5000/x:latest"_s, u"localhost:5000/x:latest"_s, u"t"_s);
        row(u"[::1]:5000/x:1"_s, u"[::1]:5000/x:1"_s, u"[::1]:5000/x:1"_s, u""_s);
        row(u"quay.io/keboola/processor-move-files:2.2.2"_s, u"quay.io/keboola/processor-move-files:2.2.2"_s,
            u"quay.io/keboola/processor-move-files:2.2.2"_s, u""_s);
        row(u"147.dkr.ecr.us-east-1.amazonaws.com/a/b/c:1"_s, u"147.dkr.ecr.us-east-1.amazonaws.com/a/b/c:1"_s,
            u"147.dkr.ecr.us-east-1.amazonaws.com/a/b/c:1"_s, u""_s);
        row(u"a/b@sha256:"_s + hex64, u"docker.io/a/b@sha256:"_s + hex64, u"a/b@sha256:"_s + hex64, u"r"_s);
        row(u"a/b:1@sha256:"_s + hex64, u"docker.io/a/b:1@sha256:"_s + hex64, u"a/b:1@sha256:"_s + hex64, u"r"_s);
        row(u"docker.io/foo.bar/x:1"_s, u"docker.io/foo.bar/x:1"_s, u"docker.io/foo.bar/x:1"_s, u""_s);
        row(u"docker.io/localhost/x:1"_s, u"docker.io/localhost/x:1"_s, u"docker.io/localhost/x:1"_s, u""_s);
        row(u"library/"_s + hex64, u"docker.io/library/"_s + hex64 + u":latest"_s, u"library/"_s + hex64 + u":latest"_s,
            u"rt"_s);
        row(u"a__b/c.d-e---f:_1"_s, u"docker.io/a__b/c.d-e---f:_1"_s, u"a__b/c.d-e---f:_1"_s, u"r"_s);
    }
    void parts()
    {
        QFETCH(QString, text);
        const Result<Reference> reference = Reference::parse(text);
        QVERIFY2(reference, qPrintable(reference ? QString() : reference.error().sentence()));
        QTEST(reference->full(), "full");
        QTEST(reference->familiar(), "familiar");
        const QString defaulted = QString(reference->registryDefaulted ? u"r"_s : QString()) +
                                  (reference->accountDefaulted ? u"a"_s : QString()) +
                                  (reference->tagDefaulted ? u"t"_s : QString());
        QTEST(defaulted, "defaulted");
    }

    void refusedWithTheReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const QString &text, const QString &says) {
            QTest::newRow(qPrintable(text.left(40) + says)) << text << says;
        };
        row(u""_s, u"no image name"_s);
        row(u":1"_s, u"no image name"_s);
        row(u"Python"_s, u"upper-case"_s);
        row(u"Foo/bar"_s, u"upper-case"_s);
        row(u"foo/Bar"_s, u"upper-case"_s);
        row(u"a//b"_s, u"empty"_s);
        row(u"/a"_s, u"empty"_s);
        row(u"a/"_s, u"empty"_s);
        row(u"a:"_s, u"tag after"_s);
        row(u"a:b c"_s, u"holds the character \" \""_s);
        row(u"a:.b"_s, u"begins with"_s);
        row(u"a:"_s + u"x"_s.repeated(129), u"longer than 128"_s);
        row(u"x"_s.repeated(256), u"longer than 255"_s);
        row(u"a.."_s, u"too many \".\""_s);
        row(u"a___b"_s, u"too many \"_\""_s);
        row(u"-a"_s, u"begin and end"_s);
        row(u"a-"_s, u"begin and end"_s);
        row(u"<img src=x>"_s, u"holds the character \"<\""_s);
        row(u"host:port/x"_s, u"port \"port\""_s);
        row(u"host:/x"_s, u"port"_s);
        row(u"host:65536/x"_s, u"larger than 65535"_s);
        row(u"host.example/"_s, u"empty"_s);
        row(u"a@"_s, u"does not begin with sha256"_s);
        row(u"a@sha256:"_s + u"0123456789ABCDEF"_s.repeated(4), u"64 digits"_s);
        row(u"a:1@sha512:"_s + hex64, u"128 digits"_s);
        row(u"-a.b/x"_s, u"no host name"_s);
        row(u"[::1/x"_s, u"IPv6"_s);
        row(u"a@sha256:12"_s, u"64 digits"_s);
        row(u"a@md5:1234"_s, u"does not begin with sha256"_s);
        row(hex64, u"image id"_s);
        row(u"пример"_s, u"holds the character"_s);
    }
    void refusedWithTheReason()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const Result<Reference> reference = Reference::parse(text);
        QVERIFY(!reference);
        QVERIFY(reference.error().kind == Error::Kind::BadInput);
        QVERIFY2(reference.error().happened.contains(says), qPrintable(reference.error().sentence()));
        QVERIFY(!reference.error().advice.isEmpty());
    }

    /// Podman answers with full names, Docker with short ones, people type either.
    void spellingsAreEqual_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::newRow("Podman's full name") << u"docker.io/library/python:3"_s << u"python:3"_s;
        QTest::newRow("latest") << u"python"_s << u"docker.io/library/python:latest"_s;
        QTest::newRow("account") << u"longshore/demo"_s << u"docker.io/longshore/demo:latest"_s;
        QTest::newRow("library named") << u"library/python"_s << u"python"_s;
        QTest::newRow("the old name of the hub") << u"index.docker.io/a/x:1"_s << u"a/x:1"_s;
        QTest::newRow("built by Podman") << u"localhost/x"_s << u"localhost/x:latest"_s;
        QTest::newRow("digest") << QString(u"docker.io/library/x@sha256:"_s + hex64) << QString(u"x@sha256:"_s + hex64);
    }
    void spellingsAreEqual()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QCOMPARE(*Reference::parse(left), *Reference::parse(right));
        QCOMPARE(Reference::parse(left)->full(), Reference::parse(right)->full());
    }

    /// What the grammar takes is taken, what it refuses is refused: texts put together of its parts, then spoilt.
    void theGrammarIsTheDistributions()
    {
        QRandomGenerator random(17);
        const QStringList pieces{u"a"_s,   u"0"_s,   u"Z"_s,  u"/"_s,  u":"_s,       u"."_s,     u"_"_s,  u"__"_s, u"-"_s,
                                 u"--"_s,  u"@"_s,   u"["_s,  u"]"_s,  u"localhost"_s, u"b.c"_s, u":80"_s, u" "_s,  u"é"_s,
                                 u"/d"_s,  u":t"_s,  u"x1"_s, u"[::1]:5"_s, u"@sha256:"_s + hex64, hex64, u"q"_s.repeated(70)};
        int taken = 0;
        for (int round = 0; round < 40000; ++round) {
            QString text;
            for (int count = 1 + random.bounded(6); count > 0; --count)
                text += pick(random, pieces);
            const bool byTheBook = isReferenceByTheBook(text);
            taken += byTheBook ? 1 : 0;
            const Result<Reference> parsed = Reference::parse(text);
            QVERIFY2(bool(parsed) == byTheBook, qPrintable(text + (parsed ? u" was taken"_s : parsed.error().happened)));
        }
        QVERIFY(taken > 3000);
    }

    void differentNamesDiffer()
    {
        QVERIFY(!(*Reference::parse(u"x"_s) == *Reference::parse(u"localhost/x"_s)));
        QVERIFY(!(*Reference::parse(u"x:1"_s) == *Reference::parse(u"x:2"_s)));
    }

    /// Whatever is put together by the grammar is read, and both forms read back as the same reference.
    void bothFormsReadBack()
    {
        QRandomGenerator random(11);
        const QStringList hosts{u""_s,         u"docker.io/"_s,   u"localhost/"_s,  u"localhost:1/"_s,
                                u"quay.io/"_s, u"a-b.c:65535/"_s, u"[fe80::1]:1/"_s};
        const QStringList parts{u"library"_s, u"a"_s,     u"0"_s,         u"a.b"_s,       u"a_b"_s,
                                u"a__b"_s,    u"a---b"_s, u"localhost"_s, u"docker.io"_s, hex64};
        const QStringList tags{u""_s, u":latest"_s, u":1.0"_s, u":_"_s, u":A-b_c.9"_s, u":"_s + u"t"_s.repeated(128)};
        const QStringList digests{u""_s, u""_s, u"@sha256:"_s + hex64, u"@sha512:"_s + hex64 + hex64};
        int read = 0;
        for (int round = 0; round < 5000; ++round) {
            QStringList path;
            for (int count = random.bounded(3); count >= 0; --count)
                path.append(pick(random, parts));
            const QString text = pick(random, hosts) + path.join(u'/') + pick(random, tags) + pick(random, digests);
            const Result<Reference> reference = Reference::parse(text);
            if (!reference)
                continue; // a bare image id, or a first part that makes the whole a registry without an image
            ++read;
            QCOMPARE(*Reference::parse(reference->full()), *reference);
            const Result<Reference> again = Reference::parse(reference->familiar());
            QVERIFY2(again, qPrintable(text + u" -> "_s + reference->familiar()));
            QCOMPARE(*again, *reference);
            QVERIFY(!Reference::parse(reference->full())->registryDefaulted);
        }
        QVERIFY(read > 4000);
    }

    void anyBytesAreSurvived()
    {
        QRandomGenerator random(3);
        const QString alphabet = u"aA0.:/@-_[]% é\0\n"_s;
        for (int round = 0; round < 20000; ++round) {
            QString text;
            for (int length = random.bounded(24); length > 0; --length)
                text += alphabet[random.bounded(int(alphabet.size()))];
            if (const Result<Reference> reference = Reference::parse(text))
                QCOMPARE(*Reference::parse(reference->familiar()), *reference);
        }
    }
};

LONGSHORE_TEST_MAIN(TestReference)
#include "tst_reference.moc"

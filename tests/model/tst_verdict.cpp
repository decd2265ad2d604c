// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/verdict.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

StageEnd ended(int exitCode, const QByteArray &errors = {}, const QByteArray &output = {}, int seconds = 3)
{
    StageEnd end;
    end.exitCode = exitCode;
    end.stderrTail = errors;
    end.stdoutTail = output;
    end.elapsedMs = seconds * 1000;
    end.timeoutSeconds = 3600;
    end.image = u"demo:1"_s;
    end.containerName = u"c"_s;
    return end;
}

StageEnd with(StageEnd end, bool StageEnd::*flag)
{
    end.*flag = true;
    return end;
}

} // namespace

Q_DECLARE_METATYPE(longshore::StageEnd)
Q_DECLARE_METATYPE(longshore::Verdict)

class TestVerdict : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void classification_data();
    void classification();
    void X9_messages_data();
    void X9_messages();
    void X9_cut_data();
    void X9_cut();
    void X11_endUsers();
    void X12_printable_data();
    void X12_printable();
    void exitCodes_data();
    void exitCodes();
    void sentence_data();
    void sentence();
};

void TestVerdict::classification_data()
{
    QTest::addColumn<StageEnd>("end");
    QTest::addColumn<Verdict>("verdict");
    StageEnd gone = ended(137);
    gone.engineFailure = u"The container was removed from outside."_s;
    QTest::newRow("own cancel before all")
        << with(with(gone, &StageEnd::cancelled), &StageEnd::oomKilled) << Verdict::Cancelled;
    QTest::newRow("own timeout before the contract")
        << with(with(ended(137), &StageEnd::timedOut), &StageEnd::oomKilled) << Verdict::TimedOut;
    QTest::newRow("removed from outside") << gone << Verdict::EngineFailure;
    QTest::newRow("1 A15 OOM with exit 0") << with(ended(0), &StageEnd::oomKilled) << Verdict::OutOfMemory;
    QTest::newRow("2 exit 0") << ended(0, "noise") << Verdict::Success;
    QTest::newRow("3 137 at the timeout") << ended(137, {}, {}, 3600) << Verdict::TimedOut;
    QTest::newRow("3 125 at the timeout") << ended(125, {}, {}, 3601) << Verdict::TimedOut;
    QTest::newRow("4 A18 137 early") << ended(137) << Verdict::OutOfMemory;
    QTest::newRow("4 125 early") << ended(125) << Verdict::OutOfMemory;
    QTest::newRow("5 exit 1") << ended(1) << Verdict::UserError;
    QTest::newRow("6 exit 2") << ended(2) << Verdict::ApplicationError;
    QTest::newRow("6 exit 126") << ended(126) << Verdict::ApplicationError;
    QTest::newRow("6 exit 255") << ended(255) << Verdict::ApplicationError;
    QTest::newRow("6 A17 no_application_errors")
        << with(ended(2), &StageEnd::noApplicationErrors) << Verdict::UserError;
}

void TestVerdict::classification()
{
    QFETCH(StageEnd, end);
    QFETCH(Verdict, verdict);
    QCOMPARE(toKey(classify(end).verdict), toKey(verdict));
}

void TestVerdict::X9_messages_data()
{
    QTest::addColumn<StageEnd>("end");
    QTest::addColumn<QString>("message");
    StageEnd gelf = ended(1);
    gelf.gelfText = u"gelf says"_s;
    StageEnd oom = with(ended(0), &StageEnd::oomKilled);
    oom.memoryLimit = qint64(256) << 20;
    QTest::newRow("stderr first") << ended(1, "bad max\n", "out") << u"bad max"_s;
    QTest::newRow("stdout next") << ended(1, " \n", "out") << u"out"_s;
    QTest::newRow("gelf next") << gelf << u"gelf says"_s;
    QTest::newRow("nothing") << ended(1) << u"The component printed no error message."_s;
    QTest::newRow("A16") << ended(2, {}, "x") << u"demo:1 container 'c' failed: (2) x"_s;
    QTest::newRow("A17") << with(ended(2, {}, "x"), &StageEnd::noApplicationErrors)
                         << u"demo:1 container 'c' failed: (2) x"_s;
    QTest::newRow("timeout") << ended(137, "ignored", {}, 3600)
                             << u"Running demo:1 container exceeded the timeout of 3600 seconds."_s;
    QTest::newRow("memory") << oom << u"Component out of memory (exceeded 256 MiB)."_s;
    QTest::newRow("possibly memory") << ended(137) << u"Component terminated with exit 137, possibly out of memory."_s;
    QTest::newRow("success keeps stderr") << ended(0, "warned") << u"warned"_s;
}

void TestVerdict::X9_messages()
{
    QFETCH(StageEnd, end);
    QTEST(classify(end).message, "message");
}

void TestVerdict::X9_cut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cut");
    const QString side(1997, u'x');
    QTest::newRow("A1") << QString(4001, u'x') << side + u" ... "_s + side;
    QTest::newRow("A2") << QString(4000, u'x') << QString(4000, u'x');
    QTest::newRow("code points") << u"😀"_s.repeated(4001) << u"😀"_s.repeated(1997) + u" ... "_s + u"😀"_s.repeated(1997);
}

void TestVerdict::X9_cut()
{
    QFETCH(QString, text);
    QTEST(cutMessage(text), "cut");
    QCOMPARE(cutMessage(QString(4001, u'x')).size(), 3999);
}

void TestVerdict::X11_endUsers()
{
    QVERIFY(classify(ended(2)).hiddenFromEndUser);
    QVERIFY(!classify(ended(1)).hiddenFromEndUser);
    QVERIFY(!classify(with(ended(2), &StageEnd::noApplicationErrors)).hiddenFromEndUser);
    QVERIFY(classify(ended(1, {}, "x")).messageFromStdout);
    QVERIFY(!classify(ended(1, "x")).messageFromStdout);
}

void TestVerdict::X12_printable_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("printable");
    QTest::newRow("host") << u"quay.io/keboola/x:1"_s << u"keboola/x:1"_s;
    QTest::newRow("account") << u"keboola/x:1"_s << u"x:1"_s;
    QTest::newRow("bare") << u"x:1"_s << u"x:1"_s;
}

void TestVerdict::X12_printable()
{
    QFETCH(QString, reference);
    QTEST(printableImage(reference), "printable");
}

void TestVerdict::exitCodes_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("code");
    QTest::newRow("success") << Verdict::Success << u"success"_s << 0;
    QTest::newRow("user-error") << Verdict::UserError << u"user error"_s << 1;
    QTest::newRow("application-error") << Verdict::ApplicationError << u"application error"_s << 2;
    QTest::newRow("out-of-memory") << Verdict::OutOfMemory << u"out of memory"_s << 3;
    QTest::newRow("timed-out") << Verdict::TimedOut << u"timed out"_s << 4;
    QTest::newRow("cancelled") << Verdict::Cancelled << u"cancelled"_s << 5;
    QTest::newRow("engine-failure") << Verdict::EngineFailure << u"engine failure"_s << 69;
}

void TestVerdict::exitCodes()
{
    QFETCH(Verdict, verdict);
    QTEST(toWords(verdict), "words");
    QTEST(exitCode(verdict), "code");
    const QString key = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(toKey(verdict), key);
    QCOMPARE(verdictFromKey(key), std::optional(verdict));
    QVERIFY(!verdictFromKey(u"nonsense"_s));
}

void TestVerdict::sentence_data()
{
    QTest::addColumn<StageEnd>("end");
    QTest::addColumn<QString>("sentence");
    StageEnd failed = ended(1);
    failed.elapsedMs = 12400;
    QTest::newRow("no peak") << failed << u"Exit 1: user error, after 12.4 s"_s;
    failed.peakMemory = qint64(812) << 20;
    failed.memoryLimit = qint64(4) << 30;
    QTest::newRow("product.md") << failed << u"Exit 1: user error, after 12.4 s, peak 812 MiB of 4 GiB"_s;
    failed.peakMemory = 464 << 10;
    failed.memoryLimit = 256 << 20;
    QTest::newRow("next to nothing") << failed << u"Exit 1: user error, after 12.4 s, peak 464 KiB of 256 MiB"_s;
    QTest::newRow("minutes") << ended(0, {}, {}, 75) << u"Exit 0: success, after 1 min 15 s"_s;
    QTest::newRow("cancelled") << with(ended(137), &StageEnd::cancelled) << u"Cancelled, after 3.0 s"_s;
    QTest::newRow("timed out") << with(ended(137), &StageEnd::timedOut) << u"Timed out, after 3.0 s"_s;
    StageEnd engine = ended(0, {}, {}, 0);
    engine.engineFailure = u"gone"_s;
    QTest::newRow("engine failure") << engine << u"Engine failure"_s;
}

void TestVerdict::sentence()
{
    QFETCH(StageEnd, end);
    QTEST(verdictSentence(classify(end), end), "sentence");
}

LONGSHORE_TEST_MAIN(TestVerdict)
#include "tst_verdict.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A layer sees itself and the layers below it, and nothing else: asked of the real compiler with the real include
// roots (ADR 0001).
#include <QDir>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class tst_IncludeRoots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layersSeeDownwardOnly_data()
    {
        QTest::addColumn<QStringList>("roots");
        QTest::addColumn<QString>("header");
        QTest::addColumn<bool>("seen");
        const QStringList client{u"dockerclient"_s};
        const QStringList model{u"model"_s, u"dockerclient"_s};
        const QStringList ui{u"ui"_s, u"model"_s, u"dockerclient"_s};
        QTest::newRow("dockerclient sees itself") << client << u"dockerclient/result.h"_s << true;
        QTest::newRow("dockerclient sees no model") << client << u"model/format.h"_s << false;
        QTest::newRow("model sees dockerclient") << model << u"dockerclient/result.h"_s << true;
        QTest::newRow("model sees itself") << model << u"model/format.h"_s << true;
        QTest::newRow("model sees no ui") << model << u"ui/theme/metrics.h"_s << false;
        QTest::newRow("ui sees model") << ui << u"model/format.h"_s << true;
        QTest::newRow("ui sees no app") << ui << u"app/commandline.h"_s << false;
        QTest::newRow("no way by the source folder") << ui << u"../../app/commandline.h"_s << false;
    }
    void layersSeeDownwardOnly()
    {
        QFETCH(QStringList, roots);
        QFETCH(QString, header);
        QFETCH(bool, seen);
        QStringList arguments{u"-x"_s, u"c++"_s, u"-fsyntax-only"_s, u"-"_s};
        for (const QString &root : roots)
            arguments << u"-I"_s + QStringLiteral(LONGSHORE_BUILD_DIR) + u"/inc/"_s + root;
        QProcess compiler;
        compiler.setWorkingDirectory(QDir::tempPath()); // quotes also look there
        compiler.start(QStringLiteral(LONGSHORE_COMPILER), arguments);
        compiler.write(u"#if !__has_include(\"%1\")\n#error not seen\n#endif\n"_s.arg(header).toUtf8());
        compiler.closeWriteChannel();
        QVERIFY(compiler.waitForFinished());
        QCOMPARE(compiler.exitCode() == 0, seen);
    }
};

QTEST_GUILESS_MAIN(tst_IncludeRoots)
#include "tst_includeroots.moc"

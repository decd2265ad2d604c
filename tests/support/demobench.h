// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// Where the build stages the demo component.
inline QString stagedDemo()
{
    return QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo");
}

inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<cannot read>");
}

/// How the program ended; code -1 when it did not end in time, -2 when it crashed.
struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// A data folder with one table, and the program run on it.
struct DemoBench {
    QTemporaryDir folder;
    QString path(const QString &name) const { return folder.filePath(name); }

    void config(const QByteArray &parameters, const QByteArray &action = "run")
    {
        writeFile(path(u"config.json"_s), R"({"parameters":)" + parameters + R"(,"action":")" + action + R"("})");
    }
    void table(const QByteArray &csv, const QString &name = u"t.csv"_s)
    {
        writeFile(path(u"in/tables/"_s + name), csv);
    }
    Outcome run() const
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"KBC_DATADIR"_s, folder.path() + u'/');
        process.setProcessEnvironment(environment);
        process.start(stagedDemo() + u"/text-splitter"_s, QStringList());
        if (!process.waitForFinished(20'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    QByteArray output(const QString &name = u"t.csv"_s) const { return readFile(path(u"out/tables/"_s + name)); }
};

} // namespace longshore::test

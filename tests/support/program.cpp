// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;
using nlohmann::json;

QList<json> Ended::objects() const
{
    QList<json> list;
    const QList<QByteArray> lines = out.split('\n');
    for (const QByteArray &line : lines)
        if (!line.isEmpty())
            list.append(json::parse(line.toStdString(), nullptr, false));
    return list;
}

QList<json> Ended::events(const char *name) const
{
    QList<json> list;
    const QList<json> all = objects();
    for (const json &object : all)
        if (object.is_object() && object.value("event", "") == name)
            list.append(object);
    return list;
}

Program::Program(const QStringList &arguments)
{
    start(QStringLiteral(LONGSHORE_BINARY), arguments);
}

Program::Program(const QString &command)
{
    start(u"/bin/bash"_s, {u"-c"_s, command});
}

void Program::start(const QString &program, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LONGSHORE"_s, QStringLiteral(LONGSHORE_BINARY));
    m_process.setProcessEnvironment(environment);
    m_process.start(program, arguments);
}

Ended Program::end(int timeoutMs)
{
    const bool ended = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, timeoutMs);
    if (!ended) {
        m_process.kill();
        m_process.waitForFinished();
    }
    Ended result;
    result.crashed = !ended || m_process.exitStatus() != QProcess::NormalExit;
    result.code = m_process.exitCode();
    result.out = m_process.readAllStandardOutput();
    result.err = m_process.readAllStandardError();
    return result;
}

} // namespace longshore::test

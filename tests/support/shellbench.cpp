// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/shellbench.h"

#include "dockerclient/api/images.h"
#include "dockerclient/streams/progressstream.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"

#include <QBuffer>
#include <QFile>
#include <QStandardPaths>
#include <QUuid>

namespace longshore::test
{

using namespace Qt::StringLiterals;

namespace
{

QString busyboxPath()
{
    return QStandardPaths::findExecutable(u"busybox"_s);
}

template<class T>
void insist(const Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().sentence()));
}

Endpoint namedEndpoint()
{
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    insist(endpoint);
    return *endpoint;
}

} // namespace

QString ShellBench::obstacle()
{
    if (qEnvironmentVariable("LONGSHORE_TEST_ENGINE").isEmpty())
        return u"LONGSHORE_TEST_ENGINE names no engine"_s;
    return busyboxPath().isEmpty() ? u"there is no busybox (package busybox-static)"_s : QString();
}

bool ShellBench::isPodman()
{
    return qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") == u"podman"_s;
}

ShellBench::ShellBench(const QString &name)
    : m_mark(QUuid::createUuid().toString(QUuid::Id128).left(8))
    , m_image(u"127.0.0.1:1/longshore-test-%1:%2"_s.arg(name, m_mark))
    , m_endpoint(namedEndpoint())
    , m_client(m_endpoint)
{
    insist(await<EngineVersion>([&](auto done) { m_client.negotiate(&m_context, done); }));
    QFile busybox(busyboxPath());
    if (!busybox.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(busybox.errorString()));
    buildImage(TarBuilder()
                   .file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENV PATH=/bin\n")
                   .file("busybox", busybox.readAll(), 0755)
                   .bytes());
}

void ShellBench::buildImage(QByteArray context)
{
    QBuffer buffer(&context);
    buffer.open(QIODevice::ReadOnly);
    ImagesApi::BuildOptions options;
    options.tags = {m_image};
    insist(awaitEnd(m_client.images().build(options, &buffer, &m_context)));
}

ShellBench::~ShellBench()
{
    for (const QString &id : std::as_const(m_made))
        (void)await<void>([&](auto done) { containers().remove(id, {true, true}, &m_context, done); });
    (void)await<ImageRemoval>([&](auto done) { m_client.images().remove(m_image, {true, false}, &m_context, done); });
}

QString ShellBench::make(const QString &script, ContainerSpec spec)
{
    spec.image = m_image;
    spec.entrypoint = {u"/bin/busybox"_s, u"sh"_s, u"-c"_s};
    spec.cmd = {script};
    spec.networkMode = u"none"_s;
    const QString name = u"longshore-test-%1-%2"_s.arg(m_mark).arg(m_made.size());
    const auto created = await<CreatedContainer>([&](auto done) { containers().create(name, spec, &m_context, done); });
    insist(created);
    m_made.append(created->id.value);
    return created->id.value;
}

void ShellBench::start(const QString &id)
{
    const auto started = await<bool>([&](auto done) { containers().start(id, &m_context, done); });
    QVERIFY2(started, started ? "" : qPrintable(started.error().sentence()));
}

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
// A container on a real engine that has written 1,000,000 lines of 100 bytes, a fifth of them on stderr.
#pragma once

#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/waitstream.h"
#include "tests/bench/support/cost.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>

namespace longshore::bench
{

using namespace Qt::StringLiterals;
using namespace longshore::test;

inline constexpr qint64 lineCount = 1'000'000;
inline const QString image = u"127.0.0.1:1/longshore-test-bench-log:1"_s;
inline const QString container = u"longshore-test-bench-log"_s;

/// An image of busybox.
inline void prepareImage(EngineClient &client)
{
    QFile busybox(u"/bin/busybox"_s);
    if (!busybox.open(QIODevice::ReadOnly))
        giveUp(u"there is no /bin/busybox"_s);
    QBuffer tar;
    tar.setData(TarBuilder().file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENTRYPOINT [\"/bin/busybox\"]\n")
                    .file("busybox", busybox.readAll(), 0755).bytes());
    tar.open(QIODevice::ReadOnly);
    orGiveUp(awaitEnd(client.images().build({.tags = {image}}, &tar, &client)));
}

/// One container of it that has written all its lines.
inline void prepare(EngineClient &client)
{
    orGiveUp(await<EngineVersion>([&](auto done) { client.negotiate(&client, done); }));
    (void)await<void>([&](auto done) { client.containers().remove(container, {.force = true, .volumes = true}, &client, done); });
    prepareImage(client);

    ContainerSpec spec;
    spec.image = image;
    spec.cmd = {u"awk"_s, u"BEGIN { for (i = 0; i < %1; i++) { l = sprintf(\"%099d\", i); if (i % 5) print l; else print l > \"/dev/stderr\" } }"_s
                              .arg(lineCount)};
    spec.networkMode = u"none"_s;
    spec.logDriver = u"json-file"_s;
    spec.logOptions = {{u"max-size"_s, u"1000g"_s}};
    orGiveUp(await<CreatedContainer>([&](auto done) { client.containers().create(container, spec, &client, done); }));
    orGiveUp(await<bool>([&](auto done) { client.containers().start(container, &client, done); }));
    int code = -1;
    WaitStream *wait = client.containers().wait(container, u"not-running"_s, &client);
    QObject::connect(wait, &WaitStream::exited, wait, [&code](int exitCode) { code = exitCode; });
    orGiveUp(awaitEnd(wait));
    if (code != 0)
        giveUp(u"the writer ended with %1"_s.arg(code));
}

inline void dockerLogs(const QString &docker, const QString &file)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(file);
    process.start(docker, {u"logs"_s, u"-t=false"_s, container});
    if (!process.waitForFinished(600'000) || process.exitCode() != 0)
        giveUp(u"docker logs failed"_s);
    if (QFile(file).size() != lineCount * 100)
        giveUp(u"docker logs wrote %1 bytes"_s.arg(QFile(file).size()));
}

/// The container and its image go.
inline void cleanUp(EngineClient &client)
{
    (void)await<void>([&](auto done) { client.containers().remove(container, {.force = true, .volumes = true}, &client, done); });
    (void)await<ImageRemoval>([&](auto done) { client.images().remove(image, {.force = true}, &client, done); });
}

} // namespace longshore::bench

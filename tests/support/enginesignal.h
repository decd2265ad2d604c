// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "tests/support/calls.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace longshore::test
{

/// Whether the engine was started by tests/support/with-engine, so that it may be ended.
inline bool engineIsOurs()
{
    return !qEnvironmentVariable("LONGSHORE_TEST_ENGINE_SIGNAL").isEmpty();
}

/// Sends the engine a signal that ends it, and waits until another one answers in its place.
inline bool restartEngine(EngineClient &client, const QByteArray &signal)
{
    QFile fifo(qEnvironmentVariable("LONGSHORE_TEST_ENGINE_SIGNAL"));
    const auto process = [&fifo] {
        QFile file(QFileInfo(fifo).path() + QStringLiteral("/engine.pid"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = process();
    if (before.isEmpty() || !fifo.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return false;
    fifo.write(signal + '\n');
    return QTest::qWaitFor([&] { return !process().isEmpty() && process() != before; }, 60'000)
           && QTest::qWaitFor([&] { return await<Ping>([&](auto done) { client.system().ping(&client, done); }).has_value(); }, 60'000);
}

} // namespace longshore::test

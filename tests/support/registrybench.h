// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/images/imagepull.h"
#include "model/images/imagepush.h"
#include "model/images/transferlayers.h"
#include "model/tasks/tasklist.h"
#include "tests/support/calls.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/tarbuilder.h"

#include <QBuffer>

namespace longshore::test
{

/// Pulls and pushes with the engine that LONGSHORE_TEST_ENGINE names, to their end. For programs that link model.
class RegistryBench
{
public:
    static QString obstacle()
    {
        return qEnvironmentVariableIsSet("LONGSHORE_TEST_ENGINE") ? QString() : QStringLiteral("LONGSHORE_TEST_ENGINE names no engine");
    }
    static bool isPodman() { return qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") == QStringLiteral("podman"); }

    RegistryBench()
        : endpoint(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")).value()), client(endpoint)
    {
    }
    ~RegistryBench()
    {
        for (const QString &name : std::as_const(m_made))
            remove(name);
    }

    /// An image of this name with so many layers of so many bytes each, nothing of which can be compressed.
    void build(const QString &name, int layers = 3, int bytes = 50'000)
    {
        TarBuilder tar;
        QByteArray dockerfile = "FROM scratch\nCMD [\"/hello\"]\n";
        for (int i = 0; i < layers; ++i) {
            const QByteArray file = "f" + QByteArray::number(i);
            tar.file(file, noise(bytes, quint32(qHash(name) + size_t(i))));
            dockerfile += "COPY " + file + " /" + file + "\n";
        }
        tar.file("Dockerfile", dockerfile);
        QBuffer context;
        context.setData(tar.bytes());
        context.open(QIODevice::ReadOnly);
        const Result<void> built = awaitEnd(client.images().build({.tags = {name}, .noCache = true}, &context, nullptr));
        if (!built)
            qFatal("%s", qPrintable(built.error().sentence()));
        m_made.append(name);
    }
    void remove(const QString &name)
    {
        (void)await<ImageRemoval>([&](auto done) { client.images().remove(name, {.force = true}, &client, done); });
    }
    bool has(const QString &name)
    {
        return bool(await<ImageDetails>([&](auto done) { client.images().inspect(name, &client, done); }));
    }

    /// The task as it ended; its pull and its layers live until the next one.
    Task &pull(const QString &reference, const QString &platform = {}, const std::function<void(Task &)> &meanwhile = {})
    {
        Task *task = tasks.add(QStringLiteral("Pull"));
        m_made.append(reference);
        return end(new ImagePull(endpoint, *files.auth, *task, Reference::parse(reference).value(), platform, nullptr), meanwhile);
    }
    Task &push(const QString &reference)
    {
        return end(new ImagePush(endpoint, *files.auth, *tasks.add(QStringLiteral("Push")), Reference::parse(reference).value(), nullptr), {});
    }
    QStringList states() const
    {
        QStringList states;
        for (int row = 0; row < transfer->layers().rowCount(); ++row)
            states.append(transfer->layers().index(row, TransferLayers::State).data().toString());
        return states;
    }
    /// "done: …", or the error's sentence.
    static QString told(const Task &task)
    {
        return task.state() == Task::State::Finished ? QStringLiteral("done: ") + task.step() : task.error().sentence();
    }
    static QByteArray noise(int bytes, quint32 seed)
    {
        QByteArray noise(bytes, '\0');
        for (char &c : noise)
            c = char((seed = seed * 1664525 + 1013904223) >> 24);
        return noise;
    }

    Endpoint endpoint;
    EngineClient client;
    CredentialFiles files;
    TaskList tasks;
    std::unique_ptr<ImageTransfer> transfer;

private:
    Task &end(ImageTransfer *started, const std::function<void(Task &)> &meanwhile)
    {
        transfer.reset(started);
        Task &task = transfer->task();
        transfer->start();
        if (meanwhile)
            meanwhile(task);
        if (!QTest::qWaitFor([&task] { return !task.isRunning(); }, 60'000))
            QTest::qFail("it did not end", __FILE__, __LINE__);
        return task;
    }

    QStringList m_made;
};

} // namespace longshore::test

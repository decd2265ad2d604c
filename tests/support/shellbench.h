// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"

#include <QObject>
#include <QStringList>

namespace longshore::test
{

/// Containers that run scripts of a shell (busybox, in an image built for them) on the engine that LONGSHORE_TEST_ENGINE
/// names. All that is made is removed at the end.
class ShellBench
{
public:
    /// Why there can be none here; empty when there can.
    static QString obstacle();
    static bool isPodman();

    /// `name` is part of the image's. Ends the program when the image cannot be built.
    explicit ShellBench(const QString &name);
    ~ShellBench();
    ShellBench(const ShellBench &) = delete;
    ShellBench &operator=(const ShellBench &) = delete;

    EngineClient &client() { return m_client; }
    ContainersApi &containers() { return m_client.containers(); }
    const Endpoint &endpoint() const { return m_endpoint; }
    /// Makes a container without a network; `spec` says the rest. Its id.
    QString make(const QString &script, ContainerSpec spec = {});
    /// Fails the test when it cannot be started.
    void start(const QString &id);

private:
    void buildImage(QByteArray context);

    const QString m_mark;
    const QString m_image;
    const Endpoint m_endpoint;
    EngineClient m_client;
    QObject m_context;
    QStringList m_made;
};

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/logs/logreader.h"
#include "model/run/capsulefiles.h"
#include "model/run/runservice.h"
#include "model/store/store.h"
#include "tests/support/puppet.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

/// Runs on the engine that LONGSHORE_TEST_ENGINE names, with a store of their own. For programs that link model.
class RunBench
{
public:
    RunBench()
    {
        const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
        auto opened = Store::open(path(QStringLiteral("store")));
        if (!endpoint || !opened)
            qFatal("no engine or no store");
        m_endpoint = *endpoint;
        store = *opened;
        service = std::make_unique<RunService>(store, m_endpoint);
        client = std::make_unique<EngineClient>(m_endpoint);
    }
    static bool hasEngine() { return qEnvironmentVariableIsSet("LONGSHORE_TEST_ENGINE"); }
    /// Why there can be none here; empty when there can.
    static QString obstacle() { return hasEngine() ? QString() : QStringLiteral("LONGSHORE_TEST_ENGINE names no engine"); }
    static bool isPodman() { return qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") == QStringLiteral("podman"); }

    QTemporaryDir folder;
    std::shared_ptr<Store> store;
    std::unique_ptr<RunService> service;
    std::unique_ptr<EngineClient> client;

    QString path(const QString &name) const { return folder.filePath(name); }
    Endpoint endpoint() const { return m_endpoint; }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    RunRequest request(const nlohmann::json &job) const
    {
        auto document = JobDocument::parse(QByteArray::fromStdString(job.dump()), path(QStringLiteral("test.job.json")));
        if (!document)
            qFatal("%s", qPrintable(document.error().sentence()));
        RunRequest request;
        request.job = *document;
        return request;
    }
    /// Runs to the end; a run that is refused or never ends fails the test.
    RunResult run(const RunRequest &request, const std::function<void(const RunId &)> &meanwhile = {})
    {
        QSignalSpy finished(service.get(), &RunService::finished);
        const auto id = service->start(request);
        if (!id) {
            QTest::qFail(qPrintable(id.error().sentence()), __FILE__, __LINE__);
            return {};
        }
        if (meanwhile)
            meanwhile(*id);
        if (finished.isEmpty() && !finished.wait(120'000)) {
            QTest::qFail("the run did not end", __FILE__, __LINE__);
            return {};
        }
        return finished.first().at(1).value<RunResult>();
    }
    RunResult run(const nlohmann::json &job) { return run(request(job)); }

    /// What the component wrote, or what Longshore says; of one stage, or of all.
    static QByteArray log(const RunResult &result, int stage = -1, bool ofComponent = true)
    {
        return log(result.summary.capsule, stage, ofComponent);
    }
    static QByteArray log(const QString &capsule, int stage = -1, bool ofComponent = true)
    {
        QByteArray all;
        const auto stages = storedStages(capsule);
        LogReader reader(capsule);
        for (;;) {
            const auto batch = reader.read();
            if (!batch || batch->frames.isEmpty())
                return all;
            for (const StoredFrame &frame : batch->frames) {
                if (bool(frame.flags & LogAppNote) != ofComponent && (stage < 0 || stageOf(stages, frame.seq) == stage))
                    all += frame.bytes;
            }
        }
    }
    bool logHolds(const RunId &id, const QByteArray &text) const
    {
        return QTest::qWaitFor([&] { return log(store->runsDirectory() + u'/' + id.value).contains(text); }, 60'000);
    }
    /// Containers of this store, running or not.
    int containersLeft()
    {
        int count = -1;
        ContainersApi::ListOptions options;
        options.all = true;
        options.labels = {QStringLiteral("longshore.store=") + store->uuid()};
        client->containers().list(options, client.get(), [&](const Result<QList<ContainerSummary>> &list) { count = list ? int(list->size()) : -2; });
        return QTest::qWaitFor([&] { return count != -1; }, 20'000) ? count : -3;
    }

private:
    Endpoint m_endpoint;
};

/// What a test class with a bench inherits beside QObject, for its initTestCase and cleanup.
template<class Bench = RunBench>
class OnRunBench
{
protected:
    void makeBench()
    {
        if (const QString obstacle = Bench::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        m_bench = std::make_unique<Bench>();
    }
    void verifyNothingIsLeft()
    {
        if (m_bench && !QTest::currentTestFailed())
            QCOMPARE(m_bench->containersLeft(), 0);
    }

    std::unique_ptr<Bench> m_bench;
};

} // namespace longshore::test

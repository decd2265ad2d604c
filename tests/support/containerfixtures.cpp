// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/containerfixtures.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore::test
{
namespace
{

struct Row {
    const char *id;
    const char16_t *name;
    const char16_t *image;
    const char16_t *state;
    const char16_t *status;
    int minutes; ///< old
    const char16_t *command;
    int privatePort;
    int publicPort;
    bool isRun;
};

const Row rows[] = {
    {"5f1c9be02a77", u"longshore-01m7zz7f-0-a1", u"longshore/demo-text-splitter:1.0.0", u"running", u"Up 12 seconds", 1,
     u"/usr/bin/tini -- python3 -u /code/main.py", 0, 0, true},
    {"c07de1138b40", u"orders-api", u"quay.io/keboola/python-transformation:1.4.8", u"running", u"Up 2 hours (healthy)", 121,
     u"python -u /code/main.py --port 8080", 8080, 8080, false},
    {"90ab3f6612cd", u"orders-worker", u"quay.io/keboola/python-transformation:1.4.8", u"running", u"Up 2 hours (unhealthy)", 121,
     u"python -u /code/worker.py", 0, 0, false},
    {"1e44d09a7f53", u"postgres", u"postgres:16-alpine", u"running", u"Up 6 days", 8640, u"docker-entrypoint.sh postgres", 5432, 5432, false},
    {"77b0c2de914f", u"cache", u"redis:7", u"paused", u"Up 6 days (Paused)", 8642, u"docker-entrypoint.sh redis-server", 6379, 0, false},
    {"a2f96d01cc38", u"mailer", u"longshore/mailer:0.3", u"restarting", u"Restarting (1) 8 seconds ago", 200, u"/mailer --queue", 0, 0, false},
    {"d8e1b44f0a96", u"longshore-01m7zz7e-0-a1", u"longshore/demo-text-splitter:1.0.0", u"exited", u"Exited (0) 2 hours ago", 125,
     u"/usr/bin/tini -- python3 -u /code/main.py", 0, 0, true},
    {"3c6a80e5b1d2", u"nightly-orders", u"quay.io/keboola/python-transformation:1.4.7", u"exited", u"Exited (1) 10 hours ago", 610,
     u"python -u /code/main.py", 0, 0, false},
    {"e9047fbd2265", u"load-invoices", u"147946154733.dkr.ecr.us-east-1.amazonaws.com/developer-portal-v2/keboola.ex-http:1.7.2", u"exited",
     u"Exited (137) 11 hours ago", 700, u"php /code/src/run.php", 0, 0, false},
    {"42d7c9a01be8", u"old-worker", u"quay.io/keboola/python-transformation:1.4.7", u"exited", u"Exited (143) 3 days ago", 4400,
     u"python -u /code/worker.py", 0, 0, false},
    {"bb10f3e7d964", u"try-out", u"python:3.12-slim", u"created", u"Created", 5000, u"python3", 0, 0, false},
};

} // namespace

ContainerFixtures ContainerFixtures::mockup()
{
    ContainerFixtures fixtures;
    fixtures.now = QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10));
    for (const Row &row : rows) {
        ContainerSummary container;
        container.id = {QString::fromLatin1(row.id) + u"5d20f6a7be11"_s.repeated(4) + u"d41f"_s};
        container.names = QStringList{QString::fromUtf16(row.name)};
        container.image = QString::fromUtf16(row.image);
        container.imageId = {u"8f3c1e0b92aa"_s + u"5d20f6a7be11"_s.repeated(4) + u"d41f"_s};
        container.command = QString::fromUtf16(row.command);
        container.state = QString::fromUtf16(row.state);
        container.status = QString::fromUtf16(row.status);
        container.created = fixtures.now.addSecs(-60 * row.minutes);
        if (row.privatePort > 0)
            container.ports = {{row.publicPort > 0 ? u"0.0.0.0"_s : QString(), row.privatePort, row.publicPort, u"tcp"_s}};
        container.labels = {{u"com.example.team"_s, u"data"_s}};
        if (row.isRun)
            container.labels.insert(u"longshore.run"_s, u"01M7ZZ0000000000000000007F"_s);
        fixtures.containers.append(container);
    }
    return fixtures;
}

const ContainerSummary &ContainerFixtures::named(const QString &name) const
{
    for (const ContainerSummary &container : containers) {
        if (container.names.contains(name))
            return container;
    }
    qFatal("no container %s", qPrintable(name));
}

QByteArray ContainerFixtures::inspectJson(const ContainerSummary &container)
{
    using nlohmann::ordered_json;
    const auto text = [](const QString &value) { return value.toStdString(); };
    const QStringList words = container.command.split(u' ');
    ordered_json labels = ordered_json::object();
    for (auto label = container.labels.cbegin(); label != container.labels.cend(); ++label)
        labels[text(label.key())] = text(label.value());
    const bool runs = container.state == u"running";
    const ordered_json json{
        {"Id", text(container.id.value)},
        {"Created", text(container.created.toUTC().toString(Qt::ISODate))},
        {"Path", text(words.constFirst())},
        {"State", {{"Status", text(container.state)}, {"Running", runs}, {"Paused", false}, {"OOMKilled", container.status.contains(u"(137)"_s)},
                   {"ExitCode", container.status.contains(u"(137)"_s) ? 137 : 0}, {"Error", ""},
                   {"StartedAt", text(container.created.toUTC().addSecs(1).toString(Qt::ISODate))},
                   {"FinishedAt", runs ? std::string("0001-01-01T00:00:00Z") : text(container.created.toUTC().addSecs(312).toString(Qt::ISODate))}}},
        {"Image", "sha256:" + text(container.imageId.value)},
        {"Name", "/" + text(container.names.value(0))},
        {"RestartCount", 0},
        {"HostConfig", {{"Binds", {"/srv/orders:/data:rw"}}, {"NetworkMode", "bridge"}, {"RestartPolicy", {{"Name", "on-failure"}, {"MaximumRetryCount", 3}}},
                        {"PortBindings", {{"8080/tcp", {{{"HostIp", ""}, {"HostPort", "8080"}}}}}}, {"Memory", 1073741824}, {"NanoCpus", 1500000000}}},
        {"Mounts", {{{"Type", "bind"}, {"Source", "/srv/orders"}, {"Destination", "/data"}, {"RW", true}},
                    {{"Type", "volume"}, {"Name", "orders-cache"}, {"Source", "/var/lib/docker/volumes/orders-cache/_data"}, {"Destination", "/cache"}, {"RW", false}}}},
        {"Config", {{"Hostname", text(container.id.shortText())}, {"User", "1000:1000"},
                    {"Env", {"PATH=/usr/local/bin:/usr/bin:/bin", "PYTHONUNBUFFERED=1", "DB_HOST=postgres", "DB_PASSWORD=correct horse"}},
                    {"Cmd", [&] {
                         ordered_json list = ordered_json::array();
                         for (const QString &word : words)
                             list.push_back(text(word));
                         return list;
                     }()},
                    {"Image", text(container.image)}, {"WorkingDir", "/code"}, {"Entrypoint", nullptr}, {"Labels", labels}}},
    };
    return QByteArray::fromStdString(json.dump());
}

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
// soak_logs SECONDS: a container of a real engine writes 50,000 lines a second, a log view follows, filters and searches it, and
// memory must stay flat. Fails when it grows by more than 16 MB after the first third of the time. Needs
// LONGSHORE_TEST_ENGINE.
#include "model/logs/logroom.h"
#include "tests/bench/support/cost.h"
#include "tests/bench/support/enginelog.h"
#include "tests/bench/support/memory.h"
#include "ui/logs/logview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

using namespace longshore;
using namespace longshore::bench;

namespace
{

const QString writer = u"longshore-test-soak-log"_s;

void startWriter(EngineClient &client)
{
    prepareImage(client);
    (void)await<void>([&](auto done) { client.containers().remove(writer, {.force = true, .volumes = true}, &client, done); });
    ContainerSpec spec;
    spec.image = image;
    // 50,000 lines a second: the engine keeps up, and its disk holds ten minutes of them. (Its log is not rotated: dockerd
    // 20.10 then stops following now and then, and the lines between are lost.)
    spec.cmd = {u"awk"_s, u"BEGIN { for (;;) { for (j = 0; j < 5000; j++) { i++; l = sprintf(\"%s chunk %d of the table orders written, %d bytes\", "
                          "i % 50 ? \"INFO\" : \"ERROR\", i, i * 7); if (i % 5) print l; else print l > \"/dev/stderr\" } fflush(); "
                          "system(\"/bin/busybox usleep 90000\") } }"_s};
    spec.networkMode = u"none"_s;
    spec.logDriver = u"json-file"_s;
    spec.logOptions = {{u"max-size"_s, u"1000g"_s}};
    orGiveUp(await<CreatedContainer>([&](auto done) { client.containers().create(writer, spec, &client, done); }));
    orGiveUp(await<bool>([&](auto done) { client.containers().start(writer, &client, done); }));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Theme theme(&application, Theme::Scheme::Light);
    const int seconds = argc > 1 ? QByteArray(argv[1]).toInt() : 0;
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    if (seconds < 30 || !endpoint)
        giveUp(u"usage: LONGSHORE_TEST_ENGINE=unix://… soak_logs SECONDS (30 or more)"_s);
    EngineClient client(*endpoint);
    orGiveUp(await<EngineVersion>([&](auto done) { client.negotiate(&client, done); }));
    startWriter(client);
    const auto details = orGiveUp(await<ContainerDetails>([&](auto done) { client.containers().inspect(writer, &client, done); }));

    const QTemporaryDir dir;
    LogRoom room(dir.path(), nullptr, {qint64(16) << 20, qint64(64) << 20});
    LogView view;
    view.resize(1600, 900);
    view.show();
    LogDocument *document = room.openContainer(*endpoint, details.id, {}, &view);
    view.setDocument(document);
    view.find({u"ERROR chunk [0-9]*77 "_s, true, true, false});

    double reference = 0;
    double most = 0;
    int second = 0;
    QTimer beat;
    QObject::connect(&beat, &QTimer::timeout, &view, [&] {
        ++second;
        if (second % 20 == 10)
            view.setCriteria({.include = {{u"orders"_s, false, true, false}}, .levels = LogCriteria::atLeast(LogLevel::Error)});
        if (second % 20 == 0)
            view.setCriteria({});
        const double now = anonymousMegabytes();
        if (second >= seconds / 3) {
            reference = reference > 0 ? qMax(reference, second < seconds / 2 ? now : 0.0) : now;
            most = qMax(most, now);
        }
        if (second % 30 == 0)
            std::fprintf(stderr, "%4d s: %llu lines, %.0f MB\n", second, static_cast<unsigned long long>(document->store()->endLine()), now);
        if (second == seconds)
            QCoreApplication::quit();
    });
    beat.start(1000);
    QCoreApplication::exec();

    const quint64 lines = document->store()->endLine();
    view.setDocument(nullptr);
    (void)await<void>([&](auto done) { client.containers().remove(writer, {.force = true, .volumes = true}, &client, done); });
    std::printf("soak_logs: %llu lines in %d s, %.0f MB after a third, %.0f MB at most\n", static_cast<unsigned long long>(lines), seconds, reference, most);
    return lines > 0 && most <= reference + 16 ? 0 : 1;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "dockerclient/types/jsonread.h"
#include "dockerclient/types/system.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

json body(const QString &engine, const QString &call)
{
    const QByteArray text = Transcript::load(engine, call).body();
    return jsonread::parse(text).value_or(json());
}

/// Decodes as the calls do; objects of a list one by one.
template<class T>
QList<T> decodeAll(const json &document)
{
    QList<T> all;
    if (!document.is_array() || std::is_same_v<T, ImageRemoval>)
        return {T::fromJson(document)};
    for (const json &item : document)
        all.append(T::fromJson(item));
    return all;
}

template<class T>
void decode(const json &document)
{
    (void)decodeAll<T>(document);
}

struct Recorded {
    const char *call;
    void (*decode)(const json &);
};

const Recorded recorded[] = {
    {"images-list", decode<ImageSummary>},          {"images-list-filter-dangling", decode<ImageSummary>},
    {"image-inspect", decode<ImageDetails>},        {"image-inspect-noep", decode<ImageDetails>},
    {"image-history", decode<ImageHistoryEntry>},   {"delete-id-after", decode<ImageRemoval>},
    {"list-full", decode<ContainerSummary>},        {"list-filter-status", decode<ContainerSummary>},
    {"inspect-full", decode<ContainerDetails>},     {"inspect-exit7", decode<ContainerDetails>},
    {"inspect-oom", decode<ContainerDetails>},      {"create-min", decode<CreatedContainer>},
    {"version", decode<EngineVersion>},             {"info", decode<EngineInfo>},
};

/// The eight ways in which a field can be something else.
QList<json> otherTypes()
{
    return {json(), json(true), json(-1), json(std::numeric_limits<std::uint64_t>::max()), json(1.5e300), json("text"),
            json::array({1, json::array(), json()}), json{{"a", json::object()}}};
}

/// Every place of a document, as JSON pointers.
void collect(const json &document, const json::json_pointer &at, std::vector<json::json_pointer> &places)
{
    places.push_back(at);
    if (document.is_object()) {
        for (const auto &[key, value] : document.items())
            collect(value, at / key, places);
    } else if (document.is_array()) {
        // Later elements of a list have the shape of the first ones.
        for (std::size_t i = 0; i < std::min<std::size_t>(document.size(), 2); ++i)
            collect(document[i], at / i, places);
    }
}

} // namespace

class tst_Types : public QObject
{
    Q_OBJECT

    static void perEngineAndCall()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<int>("index");
        for (const char *engine : recordedEngines) {
            for (int i = 0; i < int(std::size(recorded)); ++i) {
                if (Transcript::load(QString::fromLatin1(engine), QString::fromLatin1(recorded[i].call)).status() / 100 == 2)
                    QTest::addRow("%s %s", engine, recorded[i].call) << QString::fromLatin1(engine) << i;
            }
        }
    }

private Q_SLOTS:
    void A43_everyFieldOfEveryWrongType_data() { perEngineAndCall(); }
    void A43_everyFieldOfEveryWrongType()
    {
        QFETCH(QString, engine);
        QFETCH(int, index);
        json document = body(engine, QString::fromLatin1(recorded[index].call));
        if (document.is_array() && document.size() > 4)
            document.erase(document.begin() + 4, document.end());
        std::vector<json::json_pointer> places;
        collect(document, json::json_pointer(), places);
        QVERIFY(places.size() > 1);
        for (const json::json_pointer &place : places) {
            const json kept = document[place];
            for (const json &other : otherTypes()) {
                document[place] = other;
                recorded[index].decode(document);
            }
            document[place] = kept;
            if (place.empty() || !document[place.parent_pointer()].is_object())
                continue;
            document[place.parent_pointer()].erase(place.back());
            recorded[index].decode(document);
            document[place] = kept;
        }
    }

    /// Podman lists the name of what was pulled by digest among the tags.
    void aDigestIsNoTag()
    {
        const auto image = ImageSummary::fromJson(json::parse("{\"Id\":\"a\",\"RepoTags\":[\"x@sha256:00\",\"x:1\"],\"RepoDigests\":[\"x@sha256:00\"]}"));
        QCOMPARE(image.repoTags, QStringList{u"x:1"_s});
        QCOMPARE(image.repoDigests, QStringList{u"x@sha256:00"_s});
        const auto details = ImageDetails::fromJson(json::parse("{\"Id\":\"a\",\"RepoTags\":[\"y@sha256:11\"]}"));
        QCOMPARE(details.repoTags, QStringList());
        QCOMPARE(details.repoDigests, QStringList{u"y@sha256:11"_s});
    }

    void imagesOfEveryEngine_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("tag");
        for (const char *engine : recordedEngines)
            QTest::addRow("%s", engine) << QString::fromLatin1(engine)
                << (QByteArray(engine).startsWith("podman") ? u"docker.io/library/apifacts-bb:latest"_s : u"apifacts-bb:latest"_s);
    }
    void imagesOfEveryEngine()
    {
        QFETCH(QString, engine);
        QFETCH(QString, tag);
        const QList<ImageSummary> images = decodeAll<ImageSummary>(body(engine, u"images-list"_s));
        QVERIFY(!images.isEmpty());
        bool found = false;
        for (const ImageSummary &image : images) {
            QCOMPARE(image.id.value.size(), 64);
            QVERIFY(image.created.isValid());
            QVERIFY(image.size > 0);
            QVERIFY(!image.repoTags.contains(u"<none>:<none>"_s));
            QVERIFY(!image.repoDigests.contains(u"<none>@<none>"_s));
            found = found || image.repoTags.contains(tag);
        }
        QVERIFY(found);

        const ImageDetails details = ImageDetails::fromJson(body(engine, u"image-inspect"_s));
        QVERIFY(details.repoTags.contains(tag));
        QCOMPARE(details.cmd, QStringList{u"/bin/sh"_s});
        QVERIFY(details.entrypoint.isEmpty() && details.isRunnable());
        QVERIFY(details.env.contains(u"A=1"_s));
        QCOMPARE(details.labels.value(u"apifacts"_s), u"1"_s);
        QCOMPARE(details.architecture, u"amd64"_s);
        QVERIFY(!details.layers.isEmpty() && details.layers.first().startsWith("sha256:"_L1));
        QVERIFY(!ImageDetails::fromJson(body(engine, u"image-inspect-noep"_s)).isRunnable());

        const QList<ImageHistoryEntry> history = decodeAll<ImageHistoryEntry>(body(engine, u"image-history"_s));
        QVERIFY(history.size() >= 5);
        for (const ImageHistoryEntry &entry : history)
            QVERIFY(entry.created.isValid() && !entry.createdBy.isEmpty() && !entry.id.value.contains(u'<'));
    }

    void containersOfEveryEngine_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *engine : recordedEngines) {
            if (Transcript::load(QString::fromLatin1(engine), u"inspect-exit7"_s).isValid())
                QTest::addRow("%s", engine) << QString::fromLatin1(engine);
        }
    }
    void containersOfEveryEngine()
    {
        QFETCH(QString, engine);
        const ContainerDetails exited = ContainerDetails::fromJson(body(engine, u"inspect-exit7"_s));
        QCOMPARE(exited.name, u"apifacts-exit7"_s);
        QCOMPARE(exited.exitCode, 7);
        QVERIFY(!exited.running && exited.everStarted() && exited.finishedAt >= exited.startedAt && !exited.tty);
        const auto created = ContainerDetails::fromJson({{"State", {{"StartedAt", "0001-01-01T00:00:00Z"}}}});
        QVERIFY(!created.everStarted());
        const QList<ContainerSummary> list = decodeAll<ContainerSummary>(body(engine, u"list-full"_s));
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].names, QStringList{u"apifacts-full"_s});
        QCOMPARE(list[0].state, u"running"_s);
        QCOMPARE(list[0].labels.value(u"apifacts"_s), u"yes"_s);
        QCOMPARE(CreatedContainer::fromJson(body(engine, u"create-min"_s)).id.value.size(), 64);
    }

    void enginesOfEveryKind_data() { imagesOfEveryEngine_data(); }
    void enginesOfEveryKind()
    {
        QFETCH(QString, engine);
        const EngineInfo info = EngineInfo::fromJson(body(engine, u"info"_s));
        QVERIFY(!info.id.isEmpty() && info.cpus == 2 && info.memory > 0 && !info.storageDriver.isEmpty());
        QVERIFY(!info.rootless);
        const EngineVersion version = EngineVersion::fromJson(body(engine, u"version"_s));
        QVERIFY(engine.contains(version.version.section(u'+', 0, 0)));
        QVERIFY(version.minApiVersion < version.apiVersion);
    }

    void events_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<EngineEvent>("expected");
        QTest::newRow("docker") << jsonread::write({{"status", "die"}, {"Type", "container"}, {"Action", "die"},
                                        {"Actor", {{"ID", "abc"}, {"Attributes", {{"exitCode", "3"}}}}}, {"timeNano", 1795419277262941473}})
            << EngineEvent{u"container"_s, u"die"_s, u"abc"_s, {{u"exitCode"_s, u"3"_s}}, 1795419277262941473};
        QTest::newRow("an exec holds its command") << jsonread::write({{"Type", "container"}, {"Action", "exec_create: /bin/sh -c a:b"}})
            << EngineEvent{u"container"_s, u"exec_create"_s, {}, {}, 0};
        QTest::newRow("nothing") << QByteArray("{}") << EngineEvent{};
    }
    void events()
    {
        QFETCH(QByteArray, object);
        QFETCH(EngineEvent, expected);
        QCOMPARE(EngineEvent::fromJson(json::parse(object)), expected);
    }

    void removal()
    {
        const ImageRemoval removal = ImageRemoval::fromJson({{{"Untagged", "a:1"}}, {{"Deleted", "sha256:ab"}}, {{"Deleted", "cd"}}, 7, nullptr});
        QCOMPARE(removal.untagged, QStringList{u"a:1"_s});
        QCOMPARE(removal.deleted, (QList<ImageId>{{u"ab"_s}, {u"cd"_s}}));
    }

    void aSpecWithoutAnythingIsAnEmptyObject() { QCOMPARE(jsonread::write(ContainerSpec().toJson()), QByteArray("{}")); }
    void aSpecBecomesTheEnginesBody()
    {
        ContainerSpec spec;
        spec.image = u"sha256:ab"_s;
        spec.env = {u"A=ä"_s};
        spec.labels = {{u"longshore.run"_s, u"1"_s}};
        spec.cmd = {u"run"_s, u"--x"_s};
        spec.user = u"1000:1000"_s;
        spec.networkMode = u"none"_s;
        spec.memory = 256 << 20;
        spec.memorySwap = 256 << 20;
        spec.cpus = 1.5;
        spec.logDriver = u"json-file"_s;
        spec.logOptions = {{u"max-size"_s, u"1000g"_s}};
        spec.binds = {u"/a:/b:ro"_s};
        QCOMPARE(jsonread::write(spec.toJson()),
                 jsonread::write({{"Image", "sha256:ab"}, {"Env", json::array({"A=ä"})}, {"Labels", {{"longshore.run", "1"}}}, {"Cmd", json::array({"run", "--x"})},
                       {"User", "1000:1000"},
                       {"HostConfig", {{"NetworkMode", "none"}, {"Memory", 268435456}, {"MemorySwap", 268435456}, {"NanoCpus", 1500000000},
                                       {"LogConfig", {{"Type", "json-file"}, {"Config", {{"max-size", "1000g"}}}}}, {"Binds", json::array({"/a:/b:ro"})}}}}));
    }

    void apiVersions()
    {
        QCOMPARE(ApiVersion::parse(u"1.41"_s), (ApiVersion{1, 41}));
        QVERIFY((ApiVersion{1, 9} < ApiVersion{1, 41}));
        for (const QString &bad : {u""_s, u"1"_s, u"1."_s, u"v1.41"_s, u"1.41\n"_s, u"-1.4"_s, u"1.41.2"_s, u"99999.1"_s})
            QVERIFY2(!ApiVersion::parse(bad), qPrintable(bad));
    }

    void containerPorts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<ContainerPort>>("ports");
        using Ports = QList<ContainerPort>;
        QTest::newRow("published") << QByteArray("{\"Ports\":[{\"IP\":\"0.0.0.0\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"}]}")
                                   << Ports{{QStringLiteral("0.0.0.0"), 80, 8080, QStringLiteral("tcp")}};
        QTest::newRow("exposed") << QByteArray("{\"Ports\":[{\"PrivatePort\":53,\"Type\":\"udp\"}]}") << Ports{{{}, 53, 0, QStringLiteral("udp")}};
        QTest::newRow("null") << QByteArray("{\"Ports\":null}") << Ports();
        QTest::newRow("odd") << QByteArray("{\"Ports\":[3,{\"PrivatePort\":99999999,\"PublicPort\":-1}]}") << Ports{{{}, 65535, 0, {}}};
    }
    void containerPorts()
    {
        QFETCH(QByteArray, text);
        QTEST(ContainerSummary::fromJson(*jsonread::parse(text)).ports, "ports");
    }
};

LONGSHORE_TEST_MAIN(tst_Types)
#include "tst_types.moc"

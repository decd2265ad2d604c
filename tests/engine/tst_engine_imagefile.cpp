// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/jobs/schemasources.h"
#include "model/run/imagefile.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// A schema that lies inside an image, read on a real engine. No container is left.
class tst_EngineImageFile : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; // ms
    const QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    const QString m_image = u"127.0.0.1:1/longshore-test-imagefile:"_s + m_mark;
    Endpoint m_endpoint;
    std::unique_ptr<EngineClient> m_client;

    Result<ImageFileContent> read(const QString &image, const QStringList &paths)
    {
        std::optional<Result<ImageFileContent>> answer;
        ImageFile file(m_endpoint, image, paths, this);
        connect(&file, &ImageFile::finished, &file, [&answer](const Result<ImageFileContent> &content) { answer = content; });
        file.start();
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, patience))
            qFatal("no answer");
        return *answer;
    }
    int containers()
    {
        const auto listed = await<QList<ContainerSummary>>([&](auto done) {
            m_client->containers().list({true, {u"longshore.purpose"_s}}, this, done);
        });
        return listed ? int(listed->size()) : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString engine = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (engine.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_endpoint = Endpoint::parse(engine).value();
        m_client = std::make_unique<EngineClient>(m_endpoint);
        QVERIFY(await<EngineVersion>([&](auto done) { m_client->negotiate(this, done); }));
        // Nothing in it can be run, and it names no command: it is never started.
        TarBuilder tar;
        tar.file("Dockerfile", "FROM scratch\nCOPY files /\n");
        tar.file("files/code/component_config/configSchema.json", "{\"title\":\"inside\"}");
        tar.file("files/a folder/my schema.json", "{\"title\":\"spaces\"}");
        tar.symlink("files/link.json", "code/component_config/configSchema.json");
        QBuffer context;
        context.setData(tar.bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        const Result<void> built = awaitEnd(m_client->images().build({.tags = {m_image}}, &context, this));
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
    }

    void A10_129_fileInTheImage_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("bytes");
        const QString inside = u"/code/component_config/configSchema.json"_s;
        QTest::newRow("the usual places") << imageSchemaPaths() << inside << QByteArray("{\"title\":\"inside\"}");
        QTest::newRow("a path somebody typed") << QStringList{u"/a folder/my schema.json"_s} << u"/a folder/my schema.json"_s << QByteArray("{\"title\":\"spaces\"}");
        QTest::newRow("a link") << QStringList{u"/link.json"_s} << u"/link.json"_s << QByteArray("{\"title\":\"inside\"}");
    }
    void A10_129_fileInTheImage()
    {
        QFETCH(QStringList, paths);
        const Result<ImageFileContent> content = read(m_image, paths);
        QVERIFY2(content, content ? "" : qPrintable(content.error().sentence()));
        QTEST(content->path, "path");
        QTEST(content->bytes, "bytes");
        QCOMPARE(containers(), 0);
    }

    void whatIsNotThereIsSaid_data()
    {
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        QTest::newRow("no file") << true << u"/none.json"_s << int(Error::Kind::NotFound);
        QTest::newRow("no folder") << true << u"/none/at/all.json"_s << int(Error::Kind::NotFound);
        QTest::newRow("a folder") << true << u"/code"_s << int(Error::Kind::BadInput);
        QTest::newRow("no image") << false << u"/x"_s << int(Error::Kind::NotFound);
    }
    void whatIsNotThereIsSaid()
    {
        QFETCH(bool, known);
        QFETCH(QString, path);
        const Result<ImageFileContent> content = read(known ? m_image : m_image + u"-none"_s, {path});
        QVERIFY(!content);
        QTEST(int(content.error().kind), "kind");
        QVERIFY(!content.error().sentence().isEmpty());
        QCOMPARE(containers(), 0);
    }

    void anEngineThatIsNotThere()
    {
        ImageFile file(Endpoint::unixSocket(u"/nonexistent/engine.sock"_s), m_image, {u"/x"_s}, nullptr);
        QSignalSpy finished(&file, &ImageFile::finished);
        file.start();
        QVERIFY(finished.wait(patience));
    }

    void cleanupTestCase()
    {
        if (m_client)
            (void)await<ImageRemoval>([&](auto done) { m_client->images().remove(m_image, {.force = true}, this, done); });
    }
};

LONGSHORE_TEST_MAIN(tst_EngineImageFile)
#include "tst_engine_imagefile.moc"

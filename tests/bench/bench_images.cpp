// SPDX-License-Identifier: GPL-3.0-or-later
// 300 images with 3,000 tags: request -> painted Images page, beside a plain C read of the same answer and beside
// `docker images`. Needs LONGSHORE_TEST_ENGINE (unix://…), where it loads the images it lacks.
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "tests/bench/support/figure.h"
#include "tests/support/tarbuilder.h"
#include "ui/images/imagespage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QLineEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>
#include <QTreeView>
#include <memory>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

constexpr int imageCount = 300;
constexpr int tagsEach = 10;
constexpr int rounds = 24;

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// A docker-archive of `imageCount` images on one layer, told apart by a label.
QByteArray imageArchive()
{
    const QByteArray layer = TarBuilder().directory("data").bytes();
    TarBuilder archive;
    archive.file("layer.tar", layer);
    QJsonArray manifest;
    for (int i = 0; i < imageCount; ++i) {
        const QString name = u"longshore-bench/repository-%1"_s.arg(i, 3, 10, QLatin1Char('0'));
        const QJsonObject config{
            {u"architecture"_s, u"amd64"_s},
            {u"os"_s, u"linux"_s},
            {u"created"_s,
             u"2026-01-01T00:%1:%2Z"_s.arg(i / 60, 2, 10, QLatin1Char('0')).arg(i % 60, 2, 10, QLatin1Char('0'))},
            {u"config"_s,
             QJsonObject{{u"Cmd"_s, QJsonArray{u"/run"_s}}, {u"Labels"_s, QJsonObject{{u"name"_s, name}}}}},
            {u"rootfs"_s, QJsonObject{{u"type"_s, u"layers"_s},
                                      {u"diff_ids"_s, QJsonArray{u"sha256:"_s + QString::fromLatin1(sha256(layer))}}}},
            {u"history"_s, QJsonArray{QJsonObject{{u"created_by"_s, u"bench"_s}}}}};
        const QByteArray json = QJsonDocument(config).toJson(QJsonDocument::Compact);
        const QByteArray file = sha256(json) + ".json";
        archive.file(file, json);
        QJsonArray tags;
        for (int t = 0; t < tagsEach; ++t)
            tags.append(u"%1:1.%2"_s.arg(name).arg(t));
        manifest.append(QJsonObject{{u"Config"_s, QString::fromLatin1(file)},
                                    {u"RepoTags"_s, tags},
                                    {u"Layers"_s, QJsonArray{u"layer.tar"_s}}});
    }
    return archive.file("manifest.json", QJsonDocument(manifest).toJson(QJsonDocument::Compact)).bytes();
}

/// 1,000 images with 10,000 tags, for the filter alone.
QList<ImageSummary> manyImages()
{
    QList<ImageSummary> images;
    for (int i = 0; i < 1000; ++i) {
        ImageSummary image;
        image.id = {u"%1"_s.arg(i, 64, 16, QLatin1Char('0'))};
        image.created = QDateTime::fromSecsSinceEpoch(1'767'225'600 + i * 60, Qt::UTC);
        image.size = 1'000'000 + i;
        for (int t = 0; t < tagsEach; ++t)
            image.repoTags.append(u"quay.io/account/repository-%1:1.%2"_s.arg(i).arg(t));
        images.append(image);
    }
    return images;
}

/// Milliseconds from each key typed into the filter to the painted list.
QList<double> keystrokes()
{
    ImageTreeModel model;
    ImagesPage page(model);
    page.resize(1440, 900);
    page.show();
    model.applySnapshot(manyImages());
    page.setRefreshed(QDateTime::currentDateTimeUtc());
    auto *field = page.findChild<QLineEdit *>(u"imageFilter"_s);
    auto *tree = page.findChild<QTreeView *>(u"imageTree"_s);
    QList<double> times;
    for (const QString &word : {u"repository-77"_s, u"size>1000500"_s, u"tag:1.3"_s}) {
        for (int length = 1; length <= word.size(); ++length) {
            QElapsedTimer timer;
            timer.start();
            field->setText(word.left(length));
            tree->viewport()->repaint();
            times.append(double(timer.nsecsElapsed()) / 1e6);
        }
        field->clear();
        tree->viewport()->repaint();
    }
    return times;
}

/// Milliseconds a C program needs for the same answer; -1 when it cannot be had.
double rawRead(const QByteArray &path)
{
    QElapsedTimer timer;
    timer.start();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const QByteArray request = "GET /images/json HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n";
    qint64 total = 0;
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
        ::write(fd, request.constData(), size_t(request.size())) == request.size()) {
        static char buffer[256 * 1024];
        for (ssize_t got = 0; (got = ::read(fd, buffer, sizeof buffer)) > 0;)
            total += got;
    }
    ::close(fd);
    return total > 0 ? double(timer.nsecsElapsed()) / 1e6 : -1;
}

class Bench : public QObject
{
    Q_OBJECT
public:
    Bench(const Endpoint &endpoint, const QByteArray &socket, bool json)
        : m_client(endpoint)
        , m_socket(socket)
        , m_json(json)
        , m_docker(QStandardPaths::findExecutable(u"docker"_s))
    {
        m_raw.name = u"images: request to painted / raw C read"_s;
        m_raw.target = 1.8;
        m_cli.name = u"images: request to painted / docker images"_s;
        m_cli.target = 0.5;
    }

    void start()
    {
        m_client.negotiate(this,
                           [this](const Result<EngineVersion> &version) { version ? load() : stop(version.error()); });
    }

protected:
    /// The first paint of the tree after the answer ends a round.
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_answered) {
            m_answered = false;
            QTimer::singleShot(0, this, &Bench::painted); // behind the paint itself
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void stop(const Error &error)
    {
        std::fprintf(stderr, "bench_images: %s\n", qPrintable(error.sentence()));
        QCoreApplication::exit(1);
    }

    void load()
    {
        m_archive.setData(imageArchive());
        m_archive.open(QIODevice::ReadOnly);
        ProgressStream *stream = m_client.images().load(&m_archive, this);
        connect(stream, &Stream::finished, this,
                [this](const Result<void> &result) { result ? round() : stop(result.error()); });
    }

    void round()
    {
        m_page.reset();
        m_model = std::make_unique<ImageTreeModel>();
        m_page = std::make_unique<ImagesPage>(*m_model);
        m_page->resize(1440, 900);
        m_page->show();
        m_page->findChild<QTreeView *>(u"imageTree"_s)->viewport()->installEventFilter(this);
        QTimer::singleShot(0, this, &Bench::request);
    }

    /// Whoever asks second finds the engine warm, so both do in turn.
    bool rawGoesFirst() const { return m_round % 2 == 1; }

    void request()
    {
        if (rawGoesFirst())
            m_rawTime = rawRead(m_socket);
        m_timer.start();
        m_client.images().list({}, this, [this](const Result<QList<ImageSummary>> &images) {
            if (!images)
                return stop(images.error());
            m_model->applySnapshot(*images);
            m_page->setRefreshed(QDateTime::currentDateTimeUtc());
            m_tags = m_model->totals().tags;
            m_answered = true;
        });
    }

    void painted()
    {
        const double ours = double(m_timer.nsecsElapsed()) / 1e6;
        if (!rawGoesFirst())
            m_rawTime = rawRead(m_socket);
        if (m_round > 0) { // the first warms up
            m_both.append({ours, m_rawTime});
            if (m_both.size() == 2) { // one round of each order counts as one: either alone says half of the truth
                m_raw.ours.append((m_both[0].first + m_both[1].first) / 2);
                m_raw.peer.append((m_both[0].second + m_both[1].second) / 2);
                m_both.clear();
            }
            m_cli.ours.append(ours);
        }
        if (m_docker.isEmpty())
            return next();
        auto *process = new QProcess(this);
        process->setStandardOutputFile(QProcess::nullDevice());
        connect(process, &QProcess::finished, this, [this, process] {
            if (m_round > 0)
                m_cli.peer.append(double(m_timer.nsecsElapsed()) / 1e6);
            process->deleteLater();
            next();
        });
        m_timer.start();
        process->start(m_docker, {u"-H"_s, u"unix://"_s + QString::fromLocal8Bit(m_socket), u"images"_s});
    }

    void next()
    {
        if (++m_round <= rounds)
            return round();
        if (m_tags < imageCount * tagsEach) {
            stop(Error::make(Error::Kind::Engine, u"load 3,000 tags"_s, u"the engine has only %1"_s.arg(m_tags)));
            return;
        }
        bench::print(m_raw, m_json);
        bench::print(m_cli, m_json);
        bench::Figure keys;
        keys.name = u"images: a key in the filter at 10,000 tags to painted / 16 ms"_s;
        keys.target = 1.0;
        keys.ours = keystrokes();
        keys.peer = QList<double>(keys.ours.size(), 16.0);
        bench::print(keys, m_json);
        QCoreApplication::exit(0);
    }

    EngineClient m_client;
    QByteArray m_socket;
    bool m_json;
    QString m_docker;
    QBuffer m_archive;
    std::unique_ptr<ImageTreeModel> m_model;
    std::unique_ptr<ImagesPage> m_page;
    QElapsedTimer m_timer;
    bool m_answered = false;
    int m_round = 0;
    int m_tags = 0;
    double m_rawTime = 0;
    QList<std::pair<double, double>> m_both; ///< ours and raw, of the rounds not counted yet
    bench::Figure m_raw;
    bench::Figure m_cli;
};

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const Theme theme(&app, Theme::Scheme::Light);
    const QString engine = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
    const Result<Endpoint> endpoint = Endpoint::parse(engine);
    if (!endpoint || !engine.startsWith(u"unix://"_s)) {
        std::fprintf(stderr,
                     "bench_images: set LONGSHORE_TEST_ENGINE to the unix:// endpoint of an engine for tests\n");
        return 64;
    }
    Bench bench(*endpoint, engine.mid(7).toLocal8Bit(), app.arguments().contains(u"--json"_s));
    QTimer::singleShot(0, &bench, &Bench::start);
    return app.exec();
}

#include "bench_images.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/archivestream.h"
#include "model/run/tardownload.h"
#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A stream that does what the test says.
class Script : public ArchiveStream
{
public:
    using ArchiveStream::ArchiveStream;
    void abort() override { end(fail(Error::cancelled(u"stream"_s))); }
    void setIdleLimit(int) override {}
    void setPaused(bool paused) override { pauses.append(paused); }
    void end(const Result<void> &result)
    {
        if (!std::exchange(m_ended, true))
            Q_EMIT finished(result);
    }
    bool isEnded() const { return m_ended; }

    QList<bool> pauses;

private:
    bool m_ended = false;
};

/// Reads to the end; a tar that broke off is ConnectionLost.
Result<void> readAll(const TarSource &source, const CancelToken &)
{
    for (;;) {
        const std::optional<QByteArray> piece = source();
        if (!piece)
            return fail(Error::make(Error::Kind::ConnectionLost, u"read"_s, u"cut"_s));
        if (piece->isEmpty())
            return {};
    }
}

} // namespace

/// A tar on its way from an engine to whoever reads it.
class tst_TarDownload : public QObject
{
    Q_OBJECT

    QPointer<Script> m_stream;
    std::unique_ptr<TarDownload> m_download;
    std::optional<Result<void>> m_outcome;

    void start(TarDownload::Work work)
    {
        m_outcome.reset();
        m_download = std::make_unique<TarDownload>([this](QObject *parent) { return m_stream = new Script(parent); }, std::move(work), nullptr);
        connect(m_download.get(), &TarDownload::finished, this, [this](const Result<void> &result) { m_outcome = result; });
        m_download->start();
    }
    QString outcome() const { return *m_outcome ? u"well"_s : toString(m_outcome->error().kind); }

private Q_SLOTS:
    void cleanup() { m_download.reset(); }

    void wholeTar()
    {
        start(readAll);
        Q_EMIT m_stream->data("tar");
        m_stream->end({});
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"well"_s);
    }

    void aStreamThatBrokeOffSaysWhy()
    {
        start(readAll);
        Q_EMIT m_stream->data("t");
        m_stream->end(fail(Error::make(Error::Kind::NotFound, u"get"_s, u"no such image"_s)));
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"not-found"_s);
    }

    void aReaderThatGivesUpSaysWhy()
    {
        start([](const TarSource &source, const CancelToken &) -> Result<void> {
            (void)source();
            return fail(Error::make(Error::Kind::ConnectionLost, u"read"_s, u"damaged"_s)); // while the stream goes on
        });
        Q_EMIT m_stream->data("garbage");
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"connection-lost"_s);
        QVERIFY(m_stream->isEnded());
    }

    void aReaderThatHasEnoughEndsTheStream()
    {
        start([](const TarSource &source, const CancelToken &) -> Result<void> {
            (void)source();
            return {};
        });
        Q_EMIT m_stream->data("enough");
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"well"_s);
        QVERIFY(m_stream->isEnded());
    }

    void cancelled()
    {
        start(readAll);
        Q_EMIT m_stream->data("t");
        m_download->cancel();
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"cancelled"_s);
    }

    void aSlowReaderPausesTheStream()
    {
        QSemaphore mayRead;
        start([&mayRead](const TarSource &source, const CancelToken &token) {
            mayRead.acquire();
            return readAll(source, token);
        });
        QSignalSpy received(m_download.get(), &TarDownload::received);
        for (int i = 0; i < 5; ++i)
            Q_EMIT m_stream->data(QByteArray(1 << 20, 'x'));
        QVERIFY(m_stream->pauses.contains(true));
        QCOMPARE(received.last().first().toLongLong(), 5 << 20);
        mayRead.release();
        QTRY_COMPARE(m_stream->pauses.last(), false);
        m_stream->end({});
        QTRY_VERIFY(m_outcome);
        QCOMPARE(outcome(), u"well"_s);
    }

    void destroyedWhileItReads()
    {
        start(readAll);
        Q_EMIT m_stream->data("t");
        m_download.reset(); // waits for the reader
        QVERIFY(!m_outcome);
    }
};

LONGSHORE_TEST_MAIN(tst_TarDownload)
#include "tst_tardownload.moc"

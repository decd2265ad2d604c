// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/tarextractor.h"

#include <QObject>
#include <QPointer>
#include <memory>

class QThread;

namespace longshore
{

class ArchiveStream;
class TarPipe;

/// Streams a tar from an engine to a function that reads it on a thread of its own; the engine waits when that one is
/// slow. One use.
class TarDownload : public QObject
{
    Q_OBJECT
public:
    using Open = std::function<ArchiveStream *(QObject *parent)>;
    /// Reads the tar, or as much of it as it wants. Looks at the token now and then.
    using Work = std::function<Result<void>(const TarSource &source, const CancelToken &token)>;

    TarDownload(Open open, Work work, QObject *parent);
    /// Waits for the function, which is told to stop.
    ~TarDownload() override;

    void start();
    /// `finished` then carries Cancelled.
    void cancel();

Q_SIGNALS:
    /// Bytes so far, for each piece.
    void received(qint64 bytes);
    /// Once, what the function returned; when it failed because the stream did, the stream's error.
    void finished(const longshore::Result<void> &result);

private:
    void ended(const Result<void> &result);

    Open m_open;
    Work m_work;
    CancelToken m_token;
    QPointer<ArchiveStream> m_stream;
    std::shared_ptr<TarPipe> m_pipe;
    QThread *m_worker = nullptr;
    std::optional<Error> m_streamError;
    qint64 m_received = 0;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/logstream.h"
#include "model/images/buildrequest.h"

#include <QHash>
#include <QPointer>
#include <memory>

namespace longshore
{

class EngineClient;
class TarStream;

/// Builds one image: looks which builder the engine has, sends the folder as it is read, without what its
/// `.dockerignore` leaves out, and tells what comes. Lives in the thread of `client`, which outlives it.
class ImageBuild : public QObject
{
    Q_OBJECT
public:
    ImageBuild(EngineClient &client, const BuildRequest &request, QObject *parent = nullptr);
    ~ImageBuild() override;

    /// One of `finished` follows.
    void start();
    /// Closes the stream, with which Docker ends the build; Podman 5 goes on by itself. `finished` tells Cancelled.
    void cancel();

Q_SIGNALS:
    void builderChosen(bool isBuildKit);
    /// Classic builder and Podman: an instruction begins.
    void stepBegan(int index, int count, const QString &instruction);
    /// Classic builder and Podman: the step under way was taken from the cache.
    void stepWasCached();
    /// BuildKit.
    void traced(const longshore::BuildTrace &trace);
    /// The log, ready to be shown: not cut at lines, may hold ANSI colours.
    void output(const QByteArray &text, longshore::LogSource source);
    /// Paths that were not sent, or not as they are; before `finished`.
    void leftOut(const QStringList &sentences);
    /// With the image; or an error that names the place in the Dockerfile where that is known.
    void finished(const longshore::Result<longshore::ImageId> &image);

private:
    void send(bool buildKit);
    void connectStream();
    void takeText(const QString &text);
    void takeTrace(const BuildTrace &trace);
    void writeChange(const BuildTrace::Step &before, const BuildTrace::Step &step);
    void write(const QString &step, const QByteArray &text, LogSource source);
    void ended(const Result<void> &result);
    void conclude(const Result<ImageId> &image);
    Error placed(const Error &error) const;

    EngineClient &m_client;
    BuildRequest m_request;
    QPointer<PendingCall> m_call;
    QPointer<BuildStream> m_stream;
    std::unique_ptr<TarStream> m_context;
    ImageId m_image;
    QString m_instruction; ///< the one under way, or the one that failed
    QHash<QString, BuildTrace::Step> m_steps; ///< by digest, as told last
    QHash<QString, QByteArray> m_rests; ///< of each step: the line that has not ended
    QString m_writing;     ///< digest of the step whose lines are being written
    bool m_ended = false;
};

/// `[build 2/3] RUN make` → `RUN make`.
QString instructionOfStep(const QString &stepName);

} // namespace longshore

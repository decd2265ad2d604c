// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/image.h"
#include "model/jobs/jobparts.h"
#include "model/run/tarstream.h"

#include <QObject>
#include <QPointer>
#include <memory>

namespace longshore
{

class BuildStream;
class EngineClient;

/// Finds the image of a run, and builds it from the job's source when it is missing, or always. Pulling comes later: a
/// missing image without a source is a NotFound with advice.
class ImageResolver : public QObject
{
    Q_OBJECT
public:
    ImageResolver(EngineClient &client, const QString &reference, const std::optional<JobSource> &source, QObject *parent);

    /// Builds even if the engine has the image; to be called before `start`.
    void setRebuild(bool rebuild) { m_rebuild = rebuild; }
    void start();
    /// No signal comes after it.
    void cancel();

Q_SIGNALS:
    void building();
    void buildProgress(int step, int count, const QString &text);
    /// A whole line of the builder's output, without colours.
    void buildLine(const QString &line);
    void resolved(const longshore::ImageDetails &image);
    void failed(const longshore::Error &error);

private:
    void inspected(const Result<ImageDetails> &image);
    void build();
    void built(const Result<void> &result);
    void take(const QString &output);
    QString place() const;
    Error missing(const Error &cause) const;

    EngineClient &m_client;
    QString m_reference;
    std::optional<JobSource> m_source;
    QPointer<PendingCall> m_call;
    QPointer<BuildStream> m_stream;
    std::unique_ptr<TarStream> m_context;
    QString m_line;        ///< of the builder, not ended yet
    QString m_instruction; ///< the one under way
    int m_step = 0;
    int m_steps = 0;
    bool m_rebuild = false;
    bool m_wasBuilt = false;
};

} // namespace longshore

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

class EngineClient;
class RegistryAuth;
struct RegistryCredential;
class Stream;

/// Finds the image of a run as the job's pull policy says: `always` pulls it first, `missing` when the engine does not
/// have it, `never` not at all. A missing image with a source is built instead of being pulled; `setRebuild` builds it
/// always. NotFound with advice when it cannot be had.
class ImageResolver : public QObject
{
    Q_OBJECT
public:
    ImageResolver(EngineClient &client, const QString &reference, JobImage::Pull policy, const std::optional<JobSource> &source,
                  QObject *parent);

    /// Builds even if the engine has the image; to be called before `start`.
    void setRebuild(bool rebuild) { m_rebuild = rebuild; }
    /// Who to be at the registry of an image that is pulled or built upon; null = nobody. Outlives this.
    void setRegistries(RegistryAuth *registries) { m_registries = registries; }
    void start();
    /// No signal comes after it.
    void cancel();

Q_SIGNALS:
    void pulling();
    void building();
    void buildProgress(int step, int count, const QString &text);
    /// A whole line of the builder's output, without colours.
    void buildLine(const QString &line);
    void resolved(const longshore::ImageDetails &image);
    void failed(const longshore::Error &error);

private:
    void inspected(const Result<ImageDetails> &image);
    void inspect();
    void pull();
    void pullAs(const RegistryCredential &who);
    void pulled(const Result<void> &result, const RegistryCredential &who);
    void build();
    void buildWith(const QByteArray &registryConfig);
    void built(const Result<void> &result);
    void take(const QString &output);
    QString place() const;
    Error missing(const Error &cause) const;

    EngineClient &m_client;
    QString m_reference;
    JobImage::Pull m_policy;
    std::optional<JobSource> m_source;
    QPointer<PendingCall> m_call;
    QPointer<Stream> m_stream;
    std::unique_ptr<TarStream> m_context;
    QString m_line;        ///< of the builder, not ended yet
    QString m_instruction; ///< the one under way
    int m_step = 0;
    int m_steps = 0;
    RegistryAuth *m_registries = nullptr;
    bool m_rebuild = false;
    bool m_cancelled = false;
    bool m_wasMade = false; ///< built or pulled
};

} // namespace longshore

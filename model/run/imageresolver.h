// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/image.h"
#include "model/jobs/jobparts.h"

#include <QObject>
#include <QPointer>
#include <optional>

namespace longshore
{

class EngineClient;
class ImageBuild;
class ProgressStream;
class RegistryAuth;
struct BuildRequest;
struct RegistryCredential;

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
    void buildAs(const BuildRequest &request);
    void built(const Result<ImageId> &image);
    void take(const QString &output);
    Error missing(const Error &cause) const;

    EngineClient &m_client;
    QString m_reference;
    JobImage::Pull m_policy;
    std::optional<JobSource> m_source;
    QPointer<PendingCall> m_call;
    QPointer<ProgressStream> m_stream;
    QPointer<ImageBuild> m_build;
    QString m_line; ///< of the builder, not ended yet
    int m_step = 0;
    int m_steps = 0;
    RegistryAuth *m_registries = nullptr;
    bool m_rebuild = false;
    bool m_cancelled = false;
    bool m_wasMade = false; ///< built or pulled
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/probe.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A filter that nothing matches: the engine has to be able to list, and does not have to send 3,000 tags.
const QString unusedReference = u"longshore.invalid/probe"_s;
/// A list walks the engine's store, a ping does not.
constexpr int listDeadlines = 4;

Error notYetSupported(const Endpoint &endpoint)
{
    const QString scheme = endpoint.scheme == Endpoint::Scheme::Ssh ? u"ssh://"_s : u"tcp://"_s;
    return Error::make(Error::Kind::BadInput, u"connect to %1"_s.arg(endpoint.toString()),
                       u"this version connects to unix:// endpoints only, not to %1"_s.arg(scheme),
                       u"Use an engine on this machine, or forward its socket to a local one."_s);
}

} // namespace

EngineProbe::EngineProbe(const EngineCandidate &candidate, int deadlineMs, QObject *parent)
    : QObject(parent)
    , m_deadlineMs(deadlineMs)
{
    m_report.candidate = candidate;
    m_listDeadline.setSingleShot(true);
    connect(&m_listDeadline, &QTimer::timeout, this, [this] {
        failAt(ProbeStep::ListsImages,
               Error::make(Error::Kind::Timeout,
                           u"list the images of %1"_s.arg(m_report.candidate.endpoint->toString()),
                           u"no answer within %1 s"_s.arg(m_deadlineMs * listDeadlines / 1000.0),
                           u"The engine may be busy or stuck; look at its log and try again."_s));
    });
}

EngineProbe::~EngineProbe() = default;

void EngineProbe::start()
{
    m_clock.start();
    QMetaObject::invokeMethod(this, &EngineProbe::begin, Qt::QueuedConnection);
}

std::unique_ptr<EngineClient> EngineProbe::takeClient()
{
    return std::move(m_client);
}

void EngineProbe::begin()
{
    if (!m_report.candidate.isGiven())
        return finish(ProbeReport::Outcome::NotGiven);
    if (m_report.candidate.problem) {
        m_report.error = *m_report.candidate.problem;
        return finish(ProbeReport::Outcome::Failed);
    }
    const Endpoint endpoint = *m_report.candidate.endpoint;
    if (endpoint.scheme != Endpoint::Scheme::Unix) {
        m_report.error = notYetSupported(endpoint);
        return finish(ProbeReport::Outcome::Failed);
    }
    m_report = judgeSocket(m_report.candidate, SocketFacts::of(endpoint.path), UserFacts::current());
    if (m_report.outcome == ProbeReport::Outcome::Failed)
        return finish(ProbeReport::Outcome::Failed);
    negotiate();
}

void EngineProbe::negotiate()
{
    m_client = std::make_unique<EngineClient>(*m_report.candidate.endpoint);
    m_client->negotiate(
        this,
        [this](const Result<EngineVersion> &version) {
            if (!version)
                return negotiationFailed(version.error());
            m_report.version = *version;
            pass(ProbeStep::Answers);
            pass(ProbeStep::ApiVersion);
            listImages();
        },
        m_deadlineMs);
}

void EngineProbe::negotiationFailed(const Error &error)
{
    if (error.kind == Error::Kind::UnsupportedApi) {
        pass(ProbeStep::Answers);
        return failAt(ProbeStep::ApiVersion, error);
    }
    // Access control beyond the file mode (a security module) shows only when connecting.
    const bool refusedByKernel = error.kind == Error::Kind::PermissionDenied && error.httpStatus == 0;
    Error named = error;
    named.asked = u"connect to %1"_s.arg(m_report.candidate.endpoint->toString());
    if (named.advice.isEmpty())
        named.advice = u"Look at what listens there, or name another engine with --engine."_s;
    if (error.httpStatus == 404 || error.httpStatus == 405 || error.httpStatus == 501) {
        named.kind = Error::Kind::Protocol;
        named.happened = u"what listens there is not a Docker-compatible engine"_s;
        named.advice = u"Name the socket of docker or podman."_s;
    }
    if (error.kind == Error::Kind::Timeout && !error.httpStatus) {
        named.happened = u"no answer within %1 s"_s.arg(m_deadlineMs / 1000.0);
        if (error.advice.isEmpty())
            named.advice = u"The engine may be busy or stuck; look at its log, start it again, or name another one."_s;
    }
    failAt(refusedByKernel ? ProbeStep::MayOpen : ProbeStep::Answers, named);
}

void EngineProbe::listImages()
{
    m_listDeadline.start(m_deadlineMs * listDeadlines);
    ImagesApi::ListOptions options;
    options.reference = unusedReference;
    m_client->images().list(options, this, [this](const Result<QList<ImageSummary>> &images) {
        if (!images)
            return failAt(ProbeStep::ListsImages, images.error());
        pass(ProbeStep::ListsImages);
        finish(ProbeReport::Outcome::Works);
    });
}

void EngineProbe::pass(ProbeStep step)
{
    m_report.steps[std::size_t(step)] = ProbeReport::Step::Ok;
}

void EngineProbe::failAt(ProbeStep step, const Error &error)
{
    m_report.steps[std::size_t(step)] = ProbeReport::Step::Failed;
    m_report.error = error;
    finish(ProbeReport::Outcome::Failed);
}

void EngineProbe::finish(ProbeReport::Outcome outcome)
{
    if (m_finished)
        return;
    m_finished = true;
    m_listDeadline.stop();
    m_report.outcome = outcome;
    m_report.milliseconds = m_clock.elapsed();
    Q_EMIT finished(m_report);
}

} // namespace longshore

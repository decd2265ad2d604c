// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/enginebinding.h"
#include "model/format.h"
#include "model/settings.h"
#include "ui/shell/mainwindow.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{

EngineBinding::EngineBinding(EngineSession &session, Settings &settings, MainWindow &window)
    : QObject(&window)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
{
    connect(&session, &EngineSession::stateChanged, this, &EngineBinding::update);
    connect(&session, &EngineSession::probesChanged, this, &EngineBinding::update);
    connect(&session, &EngineSession::podmanDetected, this, &EngineBinding::update);
    connect(&session, &EngineSession::connected, this, &EngineBinding::connected);
    connect(&window, &MainWindow::tryAgainRequested, &session, &EngineSession::tryAgain);
    connect(&window, &MainWindow::startPodmanRequested, this, [this] {
        m_asked = true;
        m_wanted.clear();
        m_session.startPodman();
    });
    connect(&window, &MainWindow::endpointGiven, this, &EngineBinding::useEndpoint);
    update();
}

void EngineBinding::useEndpoint(const QString &endpoint)
{
    m_asked = true;
    m_wanted = endpoint;
    m_session.useEndpoint(endpoint);
}

void EngineBinding::connected()
{
    m_notListed.clear();
    if (const QString engine = m_session.endpoint().toString(); std::exchange(m_listed, engine) != engine)
        m_listedAt = {};
    if (!m_wanted.isEmpty() && m_wanted == m_session.endpoint().toString())
        m_settings.setSavedEndpoint(m_wanted);
    m_wanted.clear();
    m_asked = false;
    update();
}

EngineView EngineBinding::viewOf(const EngineSession &session)
{
    const QString endpoint = session.endpoint().toString();
    const QString kind = session.kind() == EngineKind::Podman ? u"podman"_s : u"docker"_s;
    switch (session.state()) {
    case EngineSession::State::Connected:
        return {.mark = Mark::Success, .name = kind, .endpoint = endpoint,
                .facts = tr("%1 · API %2").arg(session.version().version, session.version().apiVersion.toString())};
    case EngineSession::State::Lost:
        return {.mark = Mark::Warning, .name = kind, .endpoint = endpoint, .facts = tr("not answering")};
    case EngineSession::State::StartingPodman: return {.mark = Mark::Running, .name = u"podman"_s, .facts = tr("starting…")};
    case EngineSession::State::Idle:
    case EngineSession::State::Searching: return {.mark = Mark::Running, .name = tr("Looking for an engine")};
    case EngineSession::State::NoEngine: break;
    }
    return {.mark = Mark::Error, .name = tr("No engine"), .facts = tr("%n places tried", nullptr, int(session.probes().size()))};
}

void EngineBinding::tellNotListed(const Error &error)
{
    m_notListed = tr("The engine's lists could not be had at %1. %2").arg(format::clock(QDateTime::currentDateTime()), error.reason());
    update();
}

void EngineBinding::tellListed(const QDateTime &when)
{
    m_listedAt = when;
    m_notListed.clear();
    update();
}

/// One strip for all pages, which show what they had.
QString EngineBinding::trouble() const
{
    const bool isLost = m_session.state() == EngineSession::State::Lost;
    const bool isOld = !m_notListed.isEmpty() && m_listedAt.isValid() && m_session.state() == EngineSession::State::Connected;
    if (!isLost && !isOld)
        return {};
    const QString what = isLost ? tr("Engine stopped answering at %1. %2").arg(format::clock(m_session.lostAt()), m_session.lastError().reason())
                                : m_notListed;
    return m_listedAt.isValid() ? tr("%1 This is what it had at %2.").arg(what, format::clock(m_listedAt)) : what;
}

void EngineBinding::update()
{
    const EngineSession::State state = m_session.state();
    if (state == EngineSession::State::NoEngine)
        m_firstRun = true;
    else if (state == EngineSession::State::Connected)
        m_firstRun = false;
    EngineView view = viewOf(m_session);
    view.trouble = trouble();
    m_window.setEngine(view);
    FirstRunView firstRun{.probes = m_session.probes(), .podmanVersion = m_session.podmanVersion(), .triedAt = m_session.searchedAt(),
                      .milliseconds = m_session.searchMilliseconds()};
    firstRun.searching = state == EngineSession::State::Searching;
    firstRun.startingPodman = state == EngineSession::State::StartingPodman;
    if (state == EngineSession::State::NoEngine && m_asked)
        firstRun.problem = m_session.lastError().sentence();
    m_window.setFirstRun(m_firstRun, firstRun);
}

} // namespace longshore

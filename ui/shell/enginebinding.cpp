// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/enginebinding.h"
#include "model/settings.h"
#include "ui/shell/mainwindow.h"

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
        return {.mark = Mark::Warning, .name = kind, .endpoint = endpoint, .facts = tr("not answering"),
                .trouble = tr("Engine stopped answering at %1. %2").arg(session.lostAt().toLocalTime().toString(u"HH:mm:ss"_s), session.lastError().reason())};
    case EngineSession::State::StartingPodman: return {.mark = Mark::Running, .name = u"podman"_s, .facts = tr("starting…")};
    case EngineSession::State::Idle:
    case EngineSession::State::Searching: return {.mark = Mark::Running, .name = tr("Looking for an engine")};
    case EngineSession::State::NoEngine: break;
    }
    return {.mark = Mark::Error, .name = tr("No engine"), .facts = tr("%n places tried", nullptr, int(session.probes().size()))};
}

void EngineBinding::update()
{
    const EngineSession::State state = m_session.state();
    if (state == EngineSession::State::NoEngine)
        m_firstRun = true;
    else if (state == EngineSession::State::Connected)
        m_firstRun = false;
    m_window.setEngine(viewOf(m_session));
    FirstRunView view{.probes = m_session.probes(), .podmanVersion = m_session.podmanVersion(), .triedAt = m_session.searchedAt(),
                      .milliseconds = m_session.searchMilliseconds()};
    view.searching = state == EngineSession::State::Searching;
    view.startingPodman = state == EngineSession::State::StartingPodman;
    if (state == EngineSession::State::NoEngine && m_asked)
        view.problem = m_session.lastError().sentence();
    m_window.setFirstRun(m_firstRun, view);
}

} // namespace longshore

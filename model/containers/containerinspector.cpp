// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerinspector.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/types/jsonread.h"
#include "model/asynctask.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int inspectsAtOnce = 4;
constexpr qsizetype workerSize = 256 << 10; // architecture §4: larger JSON is read by a worker

} // namespace

Result<ContainerInspection> ContainerInspection::parse(const QByteArray &text)
{
    const QString asked = u"read what the engine says of a container"_s;
    const std::optional<nlohmann::json> json = jsonread::parse(text);
    if (!json || !json->is_object())
        return fail(Error::make(Error::Kind::Protocol, asked, u"the answer is no JSON object"_s,
                                u"Check that the endpoint is a Docker Engine API."_s));
    Result<JsonTree> tree = JsonTree::parse(text, asked);
    if (!tree)
        return fail(tree.error());
    return ContainerInspection{ContainerDetails::fromJson(*json), ContainerSetup::fromJson(*json),
                               std::make_shared<const JsonTree>(std::move(*tree))};
}

ContainerInspector::ContainerInspector(EngineSession &session, EngineSync &sync, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
{
    connect(&session, &EngineSession::stateChanged, this, &ContainerInspector::connectionChanged);
    connect(&session, &EngineSession::event, this, &ContainerInspector::take);
    connect(&sync, &EngineSync::containersRefreshed, this, [this] {
        wantExits();
        again();
    });
    connectionChanged();
}

ContainerInspector::~ContainerInspector() = default;

void ContainerInspector::connectionChanged()
{
    if (m_round)
        m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_asking.clear();
    m_wanted.clear();
    ++m_question;
    m_askingFollowed = m_askAgain = false;
    if (m_session.client())
        m_round = std::make_unique<QObject>();
}

/// A container that ran again ends again, perhaps with the same code.
void ContainerInspector::take(const EngineEvent &event)
{
    if (event.type == u"container" && (event.action == u"start" || event.action == u"die" || event.action == u"died"))
        m_exits.remove(ContainerId::fromEngine(event.actorId));
}

void ContainerInspector::wantExits()
{
    m_wanted.clear();
    QSet<ContainerId> ended;
    for (const ContainerSummary &container : m_sync.containers()) {
        const ContainerState state = ContainerState::of(container);
        if (!state.hasEnded())
            continue;
        ended.insert(container.id);
        const auto known = m_exits.constFind(container.id);
        const bool holds = known != m_exits.constEnd() && (!state.exitCode || *state.exitCode == known->exitCode);
        if (!holds && !m_asking.contains(container.id))
            m_wanted.append(container.id);
    }
    m_exits.removeIf([&ended](const auto &entry) { return !ended.contains(entry.key()); });
    while (m_asking.size() < inspectsAtOnce && !m_wanted.isEmpty())
        askNextExit();
}

void ContainerInspector::askNextExit()
{
    EngineClient *client = m_session.client();
    if (!client || !m_round || m_wanted.isEmpty())
        return m_wanted.clear();
    const ContainerId id = m_wanted.takeFirst();
    m_asking.insert(id);
    QObject *round = m_round.get();
    client->containers().inspect(id.value, round, [this, id, round](const Result<ContainerDetails> &details) {
        if (round != m_round.get())
            return;
        m_asking.remove(id);
        // One that failed (mostly: just removed) is asked again after the next list.
        if (details && !details->running) {
            m_exits.insert(id, ContainerExit::of(*details));
            Q_EMIT exitKnown(id, m_exits.value(id));
        }
        askNextExit();
    });
}

void ContainerInspector::follow(const ContainerId &id)
{
    if (m_followed == id)
        return;
    m_followed = id;
    m_text.clear();
    ++m_question;
    m_askingFollowed = false;
    ask();
}

void ContainerInspector::again()
{
    if (m_askingFollowed)
        m_askAgain = true; // the answer under way may be older than what made us ask
    else
        ask();
}

void ContainerInspector::ask()
{
    m_askAgain = false;
    EngineClient *client = m_session.client();
    if (!client || !m_round || m_followed.isEmpty())
        return;
    m_askingFollowed = true;
    client->containers().inspectRaw(m_followed.value, m_round.get(), [this, question = ++m_question](const Result<QByteArray> &text) {
        if (question != m_question)
            return;
        m_askingFollowed = false;
        answered(text);
        if (m_askAgain && question == m_question)
            ask();
    });
}

void ContainerInspector::answered(const Result<QByteArray> &text)
{
    if (!text) {
        Q_EMIT inspectFailed(m_followed, text.error());
        return;
    }
    if (*text == m_text)
        return;
    m_text = *text;
    if (text->size() <= workerSize)
        return parsed(m_followed, ContainerInspection::parse(*text));
    runAsync(m_round.get(), [bytes = *text] { return ContainerInspection::parse(bytes); },
             [this, id = m_followed](const Result<ContainerInspection> &inspection) {
                 if (id == m_followed)
                     parsed(id, inspection);
             });
}

void ContainerInspector::parsed(const ContainerId &id, const Result<ContainerInspection> &inspection)
{
    if (inspection)
        Q_EMIT inspected(id, *inspection);
    else
        Q_EMIT inspectFailed(id, inspection.error());
}

} // namespace longshore

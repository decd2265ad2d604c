// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containersetup.h"
#include "model/containers/containerstate.h"
#include "model/json/jsontree.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <memory>

namespace longshore
{

class EngineSession;
class EngineSync;
struct EngineEvent;

/// `GET /containers/{id}/json`, read in the three ways a page shows it. A value.
struct ContainerInspection {
    ContainerDetails details;
    ContainerSetup setup;
    std::shared_ptr<const JsonTree> tree;

    /// Any thread; pure.
    static Result<ContainerInspection> parse(const QByteArray &text);
};

/// Asks the engine about single containers: how each that has ended did so (the list does not tell out of memory from
/// a failure), once per end and four at a time; and everything about the one that is looked at, after every list.
/// GUI thread.
class ContainerInspector : public QObject
{
    Q_OBJECT
public:
    ContainerInspector(EngineSession &session, EngineSync &sync, QObject *parent = nullptr);
    ~ContainerInspector() override;

    /// Whom to look at from now on; an empty id is nobody.
    void follow(const ContainerId &id);
    /// Asks about it once more, now.
    void again();

Q_SIGNALS:
    void exitKnown(const longshore::ContainerId &id, const longshore::ContainerExit &exit);
    /// About the followed one: for the first time, and whenever the engine's answer differs from the one before.
    void inspected(const longshore::ContainerId &id, const longshore::ContainerInspection &inspection);
    void inspectFailed(const longshore::ContainerId &id, const longshore::Error &error);

private:
    void connectionChanged();
    void take(const EngineEvent &event);
    void wantExits();
    void askNextExit();
    void ask();
    void answered(const Result<QByteArray> &text);
    void parsed(const ContainerId &id, const Result<ContainerInspection> &inspection);

    EngineSession &m_session;
    EngineSync &m_sync;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    QHash<ContainerId, ContainerExit> m_exits;
    QList<ContainerId> m_wanted;
    QSet<ContainerId> m_asking;
    ContainerId m_followed;
    quint64 m_question = 0; ///< what answers an earlier one is not heard
    bool m_askingFollowed = false;
    bool m_askAgain = false; ///< something happened since the question under way
    QByteArray m_text;       ///< what was answered last about the followed one
};

} // namespace longshore

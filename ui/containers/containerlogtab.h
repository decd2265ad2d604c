// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/types/container.h"
#include "model/logs/logfollower.h"
#include "ui/logs/logpane.h"

class QComboBox;

namespace longshore
{

class LogRoom;
class LogSideBySide;

/// The Log tab of a container: which part of its log is asked for, the log, and another one beside it when wanted.
class ContainerLogTab : public QWidget
{
    Q_OBJECT
public:
    ContainerLogTab(LogRoom &room, const Endpoint &endpoint, const ContainerSummary &container, const LogServices &services,
                    QWidget *parent = nullptr);

    LogPane *pane() const;
    void focusFind();
    /// Containers whose logs can be laid beside this one's.
    void setOtherContainers(std::function<QList<ContainerSummary>()> others);

private:
    QWidget *makeBar();
    LogFollower::Range range() const;
    void open();

    LogRoom &m_room;
    const Endpoint m_endpoint;
    const ContainerSummary m_container;
    LogSideBySide *m_logs;
    QComboBox *m_range = nullptr;
    QPointer<LogDocument> m_document;
};

} // namespace longshore

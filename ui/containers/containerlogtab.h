// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/types/container.h"
#include "model/logs/logfollower.h"
#include "ui/logs/logpane.h"

class QComboBox;

namespace longshore
{

class LogPartBar;
class LogRoom;
class LogSideBySide;
class Settings;

/// The Log tab of a container: which part of its log is asked for, the log, and another one beside it when wanted.
class ContainerLogTab : public QWidget
{
    Q_OBJECT
public:
    ContainerLogTab(LogRoom &room, const Endpoint &endpoint, const ContainerSummary &container, const LogServices &services,
                    QWidget *parent = nullptr);

    LogPane *pane() const;
    /// Which part of the log, Freeze and Save…, for the end of the tab row.
    QWidget *corner() const { return m_corner; }
    void focusFind();
    /// Containers whose logs can be laid beside this one's.
    void setOtherContainers(std::function<QList<ContainerSummary>()> others);

private:
    QWidget *makeCorner();
    void recall();
    void choosePart();
    void leavePart();
    void showPart();
    QDateTime now() const;
    void open(const LogFollower::Range &range);

    LogRoom &m_room;
    const Endpoint m_endpoint;
    const ContainerSummary m_container;
    Settings *m_settings;
    LogSideBySide *m_logs;
    LogPartBar *m_part;
    QComboBox *m_range = nullptr;
    int m_before = 0; ///< the choice that is shown while another part is being asked for
    QWidget *m_corner = nullptr;
    QPointer<LogDocument> m_document;
};

} // namespace longshore

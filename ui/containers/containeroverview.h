// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerinspector.h"
#include "model/containers/containerports.h"
#include "ui/widgets/overviewarea.h"

#include <optional>

namespace longshore
{

/// What the Overview tab shows of one container; all of it comes from outside and is shown as plain text.
struct ContainerOverviewContent {
    ContainerSummary summary;
    QString sentence;                     ///< its state
    std::optional<ContainerExit> exit;    ///< none until known
    std::optional<ContainerSetup> setup;  ///< none until inspected
    QString runLine;                      ///< empty until inspected
    QList<std::pair<PortView, QUrl>> ports; ///< an empty URL where a browser cannot go

    bool operator==(const ContainerOverviewContent &) const = default;
};

/// The Overview tab: state, command as argv boxes, ports, mounts, limits, environment, labels, and the `docker run`
/// that would make it again. Variables whose name looks secret are masked until "Show secrets".
class ContainerOverview : public OverviewArea
{
    Q_OBJECT
public:
    explicit ContainerOverview(QWidget *parent = nullptr);

    /// Builds the page anew when `content` differs from what is shown; the scroll position stays for the same container.
    void setContent(const ContainerOverviewContent &content);

Q_SIGNALS:
    void openRequested(const QUrl &url);

private:
    void build(int position);
    void addState(QVBoxLayout *column);
    void addCommand(QVBoxLayout *column);
    void addPorts(QVBoxLayout *column);
    void addMounts(QVBoxLayout *column);
    void addLimits(QVBoxLayout *column);
    void addEnvironment(QVBoxLayout *column);
    void addLabels(QVBoxLayout *column);

    std::optional<ContainerOverviewContent> m_shown;
    bool m_revealed = false;
};

} // namespace longshore

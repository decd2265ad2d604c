// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containerlogtab.h"

#include "model/containers/containersmodel.h"
#include "model/logs/logroom.h"
#include "ui/logs/logsidebyside.h"
#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ContainerLogTab::ContainerLogTab(LogRoom &room, const Endpoint &endpoint, const ContainerSummary &container, const LogServices &services,
                                 QWidget *parent)
    : QWidget(parent), m_room(room), m_endpoint(endpoint), m_container(container), m_logs(new LogSideBySide(services, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_logs, 1);
    setFocusProxy(m_logs);
    m_corner = makeCorner();
    m_logs->setTitle(ContainersModel::nameOf(m_container));
    open();
}

LogPane *ContainerLogTab::pane() const
{
    return m_logs->first();
}

QWidget *ContainerLogTab::makeCorner()
{
    auto *corner = new QWidget(this);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    m_range = new QComboBox(corner);
    m_range->setObjectName(u"logRange"_s);
    m_range->setAccessibleName(tr("Part of the log"));
    // Seconds to look back, or lines from the end when negative; 0 is all of it.
    m_range->addItem(tr("All output"), 0);
    m_range->addItem(tr("Last 1,000 lines"), -1000);
    m_range->addItem(tr("Last 100,000 lines"), -100'000);
    m_range->addItem(tr("Last 10 minutes"), 600);
    m_range->addItem(tr("Last hour"), 3600);
    m_range->addItem(tr("Last day"), 86'400);
    connect(m_range, &QComboBox::currentIndexChanged, this, &ContainerLogTab::open);
    row->addWidget(m_range);
    row->addWidget(pane()->makeCorner(corner, {}, false));
    return corner;
}

LogFollower::Range ContainerLogTab::range() const
{
    const int asked = m_range->currentData().toInt();
    LogFollower::Range range;
    if (asked < 0)
        range.tail = -asked;
    else if (asked > 0)
        range.since = QString::number(QDateTime::currentSecsSinceEpoch() - asked);
    return range;
}

void ContainerLogTab::open()
{
    pane()->setDocument(nullptr);
    if (m_document)
        m_document->deleteLater();
    m_document = m_room.openContainer(m_endpoint, m_container.id, range(), this);
    pane()->setDocument(m_document, m_container.image, ContainersModel::nameOf(m_container));
}

void ContainerLogTab::focusFind()
{
    m_logs->focusFind();
}

void ContainerLogTab::setOtherContainers(std::function<QList<ContainerSummary>()> others)
{
    pane()->setOtherLogs([this, others = std::move(others)] {
        QList<OtherLog> logs;
        const QList<ContainerSummary> containers = others();
        for (const ContainerSummary &container : containers) {
            if (container.id == m_container.id)
                continue;
            const auto openOther = [this, id = container.id](QObject *parent) { return m_room.openContainer(m_endpoint, id, {}, parent); };
            logs << OtherLog{ContainersModel::nameOf(container), container.image, openOther};
        }
        return logs;
    });
}

} // namespace longshore

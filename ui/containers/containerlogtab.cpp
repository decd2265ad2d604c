// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containerlogtab.h"

#include "model/containers/containersmodel.h"
#include "model/logs/logroom.h"
#include "model/settings.h"
#include "ui/containers/logpartbar.h"
#include "ui/logs/logsidebyside.h"
#include "ui/theme/metrics.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString partName(const ContainerSummary &container)
{
    return logSettingsName(container.image) + u"/part"_s;
}

/// Seconds to look back, or lines from the end when negative; 0 is all of it.
LogFollower::Range rangeOf(int asked)
{
    LogFollower::Range range;
    if (asked < 0)
        range.tail = -asked;
    else if (asked > 0)
        range.since = QString::number(QDateTime::currentSecsSinceEpoch() - asked);
    return range;
}

} // namespace

ContainerLogTab::ContainerLogTab(LogRoom &room, const Endpoint &endpoint, const ContainerSummary &container, const LogServices &services,
                                 QWidget *parent)
    : QWidget(parent)
    , m_room(room)
    , m_endpoint(endpoint)
    , m_container(container)
    , m_settings(services.settings)
    , m_logs(new LogSideBySide(services, this))
    , m_part(new LogPartBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_part);
    column->addWidget(m_logs, 1);
    m_part->hide();
    connect(m_part, &LogPartBar::chosen, this, &ContainerLogTab::showPart);
    connect(m_part, &LogPartBar::left, this, &ContainerLogTab::leavePart);
    setFocusProxy(m_logs);
    m_corner = makeCorner();
    m_logs->setTitle(ContainersModel::nameOf(m_container));
    open(rangeOf(m_range->currentData().toInt()));
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
    m_range->addItem(tr("All output"), 0);
    m_range->addItem(tr("Last 1,000 lines"), -1000);
    m_range->addItem(tr("Last 100,000 lines"), -100'000);
    m_range->addItem(tr("Last 10 minutes"), 600);
    m_range->addItem(tr("Last hour"), 3600);
    m_range->addItem(tr("Last day"), 86'400);
    m_range->addItem(tr("From … to …"));
    recall();
    connect(m_range, &QComboBox::currentIndexChanged, this, &ContainerLogTab::choosePart);
    // Chosen once more: to other times.
    connect(m_range, &QComboBox::activated, m_part, [this] { m_part->isVisible() ? m_part->focus() : void(); });
    row->addWidget(m_range);
    row->addWidget(pane()->makeCorner(corner, {}, false));
    return corner;
}

/// Of an image's containers the same part is shown again; times belong to one container only.
void ContainerLogTab::recall()
{
    const QByteArray kept = m_settings ? m_settings->viewState(partName(m_container)) : QByteArray();
    m_before = std::max(0, m_range->findData(kept.toInt()));
    m_range->setCurrentIndex(m_before);
}

void ContainerLogTab::choosePart()
{
    const QVariant asked = m_range->currentData();
    m_part->setVisible(!asked.isValid());
    if (!asked.isValid())
        return m_part->focus();
    m_before = m_range->currentIndex();
    if (m_settings)
        m_settings->setViewState(partName(m_container), asked.toInt() == 0 ? QByteArray() : QByteArray::number(asked.toInt()));
    open(rangeOf(asked.toInt()));
}

/// Back to what is shown, when that is another part.
void ContainerLogTab::leavePart()
{
    if (m_before >= 0) {
        const QSignalBlocker blocker(m_range);
        m_range->setCurrentIndex(m_before);
        m_part->hide();
    }
    pane()->setFocus();
}

void ContainerLogTab::showPart()
{
    const auto range = m_part->part().range(now());
    m_part->setProblem(range ? QString() : range.error().sentence());
    if (!range)
        return;
    m_before = -1;
    open(*range);
    pane()->setFocus();
}

/// In the zone that the log's own times are shown in.
QDateTime ContainerLogTab::now() const
{
    const QDateTime here = QDateTime::currentDateTime();
    return pane()->view()->gutterMode() == GutterMode::UtcTime ? here.toUTC() : here;
}

void ContainerLogTab::open(const LogFollower::Range &range)
{
    pane()->setDocument(nullptr);
    if (m_document)
        m_document->deleteLater();
    m_document = m_room.openContainer(m_endpoint, m_container.id, range, this);
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

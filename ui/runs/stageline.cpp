// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stageline.h"

#include "model/format.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int boxHeight = 34;
constexpr int axisHeight = 20;
constexpr int notRunWidth = 134;
constexpr int leastWidth = 6;
constexpr double roomAfter = 1.08; ///< the axis goes on a little behind the last stage

} // namespace

StageLine::StageLine(TimeScale &scale, QWidget *parent) : QWidget(parent), m_scale(scale)
{
    setObjectName(u"stageLine"_s);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, &StageLine::updateSpan);
    connect(&m_scale, &TimeScale::spanChanged, this, [this] {
        layOut();
        update();
    });
    connect(&m_scale, &TimeScale::viewChanged, this, qOverload<>(&QWidget::update));
}

void StageLine::setRun(const RunSummary &run, const QList<StageSummary> &stages)
{
    if (run.id != m_run.id)
        m_chosen = -1;
    m_run = run;
    m_stages = stages;
    m_chosen = qMin(m_chosen, int(stages.size()) - 1);
    updateSpan();
    bool running = false;
    QStringList words;
    for (int i = 0; i < m_stages.size(); ++i) {
        running = running || m_stages[i].isRunning();
        words << descriptionOf(i);
    }
    if (running && !run.finished())
        m_tick.start();
    else
        m_tick.stop();
    setAccessibleName(tr("Stages: %1").arg(words.join(u"; "_s)));
    layOut();
    update();
}

QSize StageLine::sizeHint() const
{
    return {400, boxHeight + axisHeight + 24};
}

double StageLine::endOf(const StageSummary &stage) const
{
    const qint64 began = stage.started.toMSecsSinceEpoch();
    if (stage.durationMs >= 0)
        return m_scale.secondOfMs(began + stage.durationMs);
    return m_scale.secondOfMs(m_run.finished() ? began : qMax(began, QDateTime::currentMSecsSinceEpoch()));
}

void StageLine::updateSpan()
{
    qint64 origin = 0;
    for (const StageSummary &stage : std::as_const(m_stages)) {
        if (stage.started.isValid() && (origin == 0 || stage.started.toMSecsSinceEpoch() < origin))
            origin = stage.started.toMSecsSinceEpoch();
    }
    m_scale.setSpan(origin, m_scale.length());
    double end = 0;
    for (const StageSummary &stage : std::as_const(m_stages)) {
        if (stage.started.isValid())
            end = qMax(end, endOf(stage));
    }
    m_scale.setSpan(origin, end * roomAfter);
}

bool StageLine::isNotRun(const StageSummary &stage) const
{
    return !stage.started.isValid() && m_stages.size() > 1 && (m_run.finished() || stage.componentId.isEmpty());
}

QRectF StageLine::axisArea() const
{
    QRectF area = QRectF(rect()).adjusted(metrics::paneInset, 12, -metrics::paneInset, -12);
    for (const StageSummary &stage : m_stages) {
        if (isNotRun(stage)) { // one box stands for all of them
            area.setRight(area.right() - notRunWidth - metrics::gap);
            break;
        }
    }
    return area;
}

double StageLine::xOf(double second) const
{
    const QRectF area = axisArea();
    return area.left() + area.width() * (second / m_scale.length());
}

/// To scale; a stage of no time is still to be seen, and none lies on another.
void StageLine::layOut()
{
    m_boxes.clear();
    const QRectF area = axisArea();
    double free = area.left();
    for (const StageSummary &stage : std::as_const(m_stages)) {
        if (isNotRun(stage)) {
            m_boxes.append(QRectF(area.right() + metrics::gap, area.top() + 2, notRunWidth, boxHeight));
            continue;
        }
        const bool began = stage.started.isValid();
        const double from = began ? qMax(free, xOf(m_scale.secondOfMs(stage.started.toMSecsSinceEpoch()))) : free;
        const double to = began ? xOf(endOf(stage)) : from;
        const double least = m_stages.size() == 1 ? 28 : leastWidth;
        m_boxes.append(QRectF(from, area.top() + 2, qMax(to - from, least), boxHeight));
        free = m_boxes.last().right() + 2;
    }
}

QString StageLine::nameOf(int index) const
{
    if (m_stages.size() == 1)
        return m_run.jobName;
    const StageSummary &stage = m_stages[index];
    if (stage.componentId.isEmpty())
        return tr("stage %1").arg(index + 1);
    return stage.rowId.isEmpty() ? stage.shortName() : tr("%1, row %2").arg(stage.shortName(), stage.rowId);
}

Mark StageLine::markOf(int index) const
{
    const StageSummary &stage = m_stages[index];
    if (stage.verdict)
        return longshore::markOf(*stage.verdict);
    if (m_stages.size() == 1)
        return longshore::markOf(m_run);
    return stage.isRunning() && !m_run.finished() ? Mark::Running : Mark::Waiting;
}

QString StageLine::factsOf(int index) const
{
    const StageSummary &stage = m_stages[index];
    QStringList facts;
    if (stage.started.isValid())
        facts << format::duration(stage.durationMs >= 0 ? stage.durationMs : qint64(1000 * (endOf(stage) - m_scale.secondOfMs(stage.started.toMSecsSinceEpoch()))));
    if (stage.exitCode)
        facts << tr("exit %1").arg(*stage.exitCode);
    if (m_stages.size() == 1) {
        if (!m_run.finished())
            facts << wordOf(m_run);
    } else {
        facts << tr("stage %1 of %2").arg(index + 1).arg(m_stages.size());
    }
    return facts.join(u" · "_s);
}

QString StageLine::descriptionOf(int index) const
{
    const StageSummary &stage = m_stages[index];
    QString word = stage.verdict ? toWords(*stage.verdict) : stage.isRunning() && !m_run.finished() ? tr("running") : m_run.finished() ? tr("not run") : tr("waiting");
    if (m_stages.size() == 1)
        word = wordOf(m_run);
    QStringList parts{nameOf(index), word};
    if (const QString facts = factsOf(index); !facts.isEmpty())
        parts << facts;
    return parts.join(u", "_s);
}

int StageLine::stageAt(const QPointF &point) const
{
    for (int i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i].adjusted(-2, -2, 2, 2).contains(point))
            return i;
    }
    return -1;
}

void StageLine::choose(int index)
{
    m_chosen = index;
    if (index >= 0)
        setAccessibleDescription(descriptionOf(index));
    update();
}

void StageLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void StageLine::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    if (const int index = stageAt(event->position()); index >= 0) {
        choose(index);
        Q_EMIT stageActivated(index);
    } else if (const QRectF area = axisArea(); m_scale.origin() != 0 && area.contains(event->position())) {
        Q_EMIT timeActivated((event->position().x() - area.left()) / area.width() * m_scale.length());
    }
}

void StageLine::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(stageAt(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QWidget::mouseMoveEvent(event);
}

void StageLine::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_stages.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left: return choose(qMax(0, m_chosen - 1));
    case Qt::Key_Right: return choose(qMin(last, m_chosen + 1));
    case Qt::Key_Home: return choose(qMin(0, last));
    case Qt::Key_End: return choose(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_chosen < 0)
            choose(qMin(0, last));
        if (m_chosen >= 0)
            Q_EMIT stageActivated(m_chosen);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

bool StageLine::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = stageAt(help->pos());
        if (index < 0) {
            QToolTip::hideText();
        } else {
            const StageSummary &stage = m_stages[index];
            QToolTip::showText(help->globalPos(), plainToolTip(descriptionOf(index) + u'\n' + stage.componentId + u'\n' + stage.imageReference), this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stageline.h"

#include "model/format.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <cmath>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int boxHeight = 34;
constexpr int axisHeight = 20;

/// A step of 1, 2 or 5 times a power of ten, so that about six fit.
double niceStep(double seconds)
{
    const double raw = qMax(seconds, 0.001) / 6;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

} // namespace

StageLine::StageLine(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"stageLine"_s);
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StageLine::setRun(const RunSummary &run)
{
    m_run = run;
    if (run.state == RunState::Running)
        m_tick.start();
    else
        m_tick.stop();
    setAccessibleName(tr("Stages: %1, %2").arg(run.jobName, wordOf(run)));
    update();
}

QSize StageLine::sizeHint() const
{
    return {400, boxHeight + axisHeight + 24};
}

qint64 StageLine::duration() const
{
    if (m_run.durationMs >= 0)
        return m_run.durationMs;
    return m_run.started.isValid() ? qMax<qint64>(0, m_run.started.msecsTo(QDateTime::currentDateTimeUtc())) : 0;
}

void StageLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors.base);
    const QRectF area = QRectF(rect()).adjusted(metrics::paneInset, 12, -metrics::paneInset, -12);
    const double seconds = double(duration()) / 1000;
    const double shown = qMax(seconds * 1.08, 0.1);
    const double step = niceStep(shown);
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;

    painter.setFont(theme.font(TextRole::Small));
    for (int i = 0; i * step <= shown; ++i) {
        const double x = area.left() + area.width() * (i * step / shown);
        painter.setPen(colors.hairline);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() - axisHeight + 4));
        painter.setPen(colors.muted);
        const QRectF label(x - 30, area.bottom() - axisHeight + 4, 60, axisHeight);
        painter.drawText(i ? label : label.translated(30, 0), (i ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignBottom,
                         tr("%1 s").arg(QLocale().toString(i * step, 'f', decimals)));
    }

    const Mark mark = markOf(m_run);
    const QColor ink = markColor(mark, colors);
    QRectF box(area.left(), area.top() + 2, qMax(area.width() * (seconds / shown), 28.0), boxHeight);
    painter.setPen(QPen(ink, 1));
    painter.setBrush(colors.tint(ink));
    painter.drawRoundedRect(box, metrics::radius, metrics::radius);
    paintMark(&painter, QRectF(box.left() + 6, box.center().y() - 8, 16, 16), mark, colors);

    QStringList facts;
    if (m_run.durationMs >= 0 || m_run.started.isValid())
        facts << format::duration(duration());
    if (m_run.containerExitCode)
        facts << tr("exit %1").arg(*m_run.containerExitCode);
    if (!m_run.finished())
        facts << wordOf(m_run);
    QRectF text = box.adjusted(28, 0, -8, 0);
    text.setRight(area.right());
    painter.setPen(colors.text);
    painter.setFont(theme.font(TextRole::Heading));
    const QString name = painter.fontMetrics().elidedText(m_run.jobName, Qt::ElideRight, int(text.width() / 2));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
    text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(name) + 12);
    painter.setFont(theme.font(TextRole::Small));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, facts.join(u" · "_s));
}

} // namespace longshore

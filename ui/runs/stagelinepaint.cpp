// SPDX-License-Identifier: GPL-3.0-or-later
// How StageLine looks; what it does is in stageline.cpp.
#include "ui/runs/stageline.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QPainter>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int axisHeight = 20;
constexpr double bandShare = 0.10; ///< of the accent; a little more where all is dark
constexpr double bandShareDark = 0.22;

} // namespace

void StageLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), Theme::of(this).colors().base);
    paintBand(painter);
    paintAxis(painter);
    bool saidNotRun = false;
    for (int i = 0; i < m_stages.size(); ++i) {
        if (!isNotRun(m_stages[i]))
            paintStage(painter, i);
        else if (!std::exchange(saidNotRun, true))
            paintNotRun(painter, m_boxes.value(i), i);
    }
}

void StageLine::paintBand(QPainter &painter) const
{
    const Colors &colors = Theme::of(this).colors();
    const QRectF area = axisArea();
    if (const auto band = m_scale.band()) {
        const double from = qBound(area.left(), xOf(band->from), area.right());
        const double to = qBound(area.left(), xOf(band->to), area.right());
        if (to > area.left() && from < area.right())
            painter.fillRect(QRectF(from, 0, qMax(to - from, 2.0), height()), blend(colors.accentFill, colors.base, colors.dark ? bandShareDark : bandShare));
    }
    if (const auto current = m_scale.current(); current && *current >= 0 && *current <= m_scale.length())
        painter.fillRect(QRectF(xOf(*current), 0, 1, height()), colors.accent);
}

void StageLine::paintAxis(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRectF area = axisArea();
    const double step = m_scale.step();
    painter.setFont(theme.font(TextRole::Small));
    for (int i = 0; i * step <= m_scale.length(); ++i) {
        const double x = xOf(i * step);
        painter.setPen(theme.colors().hairline);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() - axisHeight + 4));
        painter.setPen(theme.colors().muted);
        const QRectF label(x - 40, area.bottom() - axisHeight + 4, 80, axisHeight);
        painter.drawText(i ? label : label.translated(40, 0), (i ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignBottom,
                         TimeScale::markText(i * step, step));
    }
}

void StageLine::paintStage(QPainter &painter, int index) const
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    const QRectF box = m_boxes.value(index);
    const Mark mark = markOf(index);
    const QColor ink = markColor(mark, colors);
    const bool ringed = hasFocus() && index == m_chosen;
    painter.setPen(QPen(ringed ? colors.accent : ink, ringed ? 2 : 1));
    painter.setBrush(colors.tint(ink));
    painter.drawRoundedRect(box, metrics::radius, metrics::radius);
    if (box.width() < 26)
        return;
    paintMark(&painter, QRectF(box.left() + 6, box.center().y() - 8, 16, 16), mark, colors);

    // The last box's words may run over the free rest of the axis; in a small one the name alone has room.
    QRectF text = box.adjusted(26, 0, -4, 0);
    const bool isLast = index + 1 == m_stages.size() || isNotRun(m_stages[index + 1]);
    if (isLast)
        text.setRight(qMax(text.right(), axisArea().right()));
    const QString name = visibleText(nameOf(index));
    const QString facts = factsOf(index);
    const auto widthOf = [&theme](TextRole role, const QString &words) { return QFontMetricsF(theme.font(role)).horizontalAdvance(words); };
    const double factsWidth = widthOf(TextRole::Small, facts);
    const bool both = isLast || widthOf(TextRole::Heading, name) + 12 + factsWidth <= text.width();
    const TextRole role = both ? TextRole::Heading : TextRole::Body;
    const double wanted = widthOf(role, name);
    const double given = both ? qMin(wanted, qMax(text.width() - factsWidth - 12, text.width() / 2)) : qMin(wanted, text.width());
    painter.setFont(theme.font(role));
    painter.setPen(colors.text);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, wanted <= given ? name : painter.fontMetrics().elidedText(name, Qt::ElideRight, int(given)));
    if (!both)
        return;
    text.setLeft(text.left() + given + 12);
    painter.setFont(theme.font(TextRole::Small));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, facts);
}

void StageLine::paintNotRun(QPainter &painter, const QRectF &box, int index) const
{
    const Theme &theme = Theme::of(this);
    int count = 0;
    for (const StageSummary &stage : m_stages)
        count += isNotRun(stage);
    painter.setPen(QPen(hasFocus() && index <= m_chosen ? theme.colors().accent : theme.colors().border, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
    painter.setPen(theme.colors().muted);
    painter.setFont(theme.font(TextRole::Small));
    const QString name = count == 1 ? visibleText(nameOf(index)) : tr("%n stages", nullptr, count);
    const QRectF text = box.adjusted(8, 0, -8, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(name, Qt::ElideRight, int(text.width())) + u'\n' + (m_run.finished() ? tr("not run") : tr("waiting")));
}

} // namespace longshore

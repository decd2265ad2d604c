// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sampleplot.h"

#include "ui/runs/qcustomplotheader.h"
#include "ui/runs/timescale.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QMouseEvent>


namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double room = 1.15;      ///< above the highest value
constexpr double farLimit = 5;     ///< times the highest value: no line any more
constexpr int plotHeight = 64;     ///< the least
constexpr int axisHeight = 22;

/// Marks of a run's time axis.
class MomentTicker : public QCPAxisTickerFixed
{
public:
    void setStep(double step)
    {
        m_step = step;
        setTickStep(step);
        setScaleStrategy(ssNone);
    }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return TimeScale::markText(qMax(0.0, tick), m_step); }
    int getSubTickCount(double) override { return 0; }

private:
    double m_step = 1;
};

QColor inkOf(SamplePlot::Hue hue, const Colors &colors)
{
    switch (hue) {
    case SamplePlot::Hue::Accent: return colors.accent;
    case SamplePlot::Hue::Cyan: return colors.cyan;
    case SamplePlot::Hue::Violet: return colors.violet;
    case SamplePlot::Hue::Success: return colors.success;
    }
    return colors.accent;
}

} // namespace

SamplePlot::SamplePlot(const QString &title, const QString &name, Hue hue, TimeScale &scale, QWidget *parent)
    : QWidget(parent), m_scale(scale), m_hue(hue), m_plot(new QCustomPlot(this))
{
    setObjectName(name);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::gap);
    head->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    head->addWidget(new PlainLabel(title, TextRole::Heading, Ink::Normal, this));
    m_facts = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this);
    m_facts->setObjectName(name + u"Facts"_s);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_facts, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addLayout(head);
    column->addWidget(m_plot, 1);

    m_plot->setObjectName(name + u"Curve"_s);
    m_plot->setAccessibleName(title);
    m_plot->setMinimumHeight(plotHeight);
    m_plot->installEventFilter(this);
    m_first = m_plot->addGraph();
    m_second = m_plot->addGraph();
    m_plot->xAxis->setTicker(QSharedPointer<MomentTicker>::create());
    m_plot->yAxis->setVisible(false);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->setNoAntialiasingOnDrag(false);
    makeItems();
    restyle();
    setShowsAxis(false);
    connect(&Theme::of(this), &Theme::changed, this, &SamplePlot::restyle);
    connect(&m_scale, &TimeScale::spanChanged, this, &SamplePlot::showSpan);
    connect(&m_scale, &TimeScale::viewChanged, this, &SamplePlot::showView);
    showSpan();
    showView();
}

void SamplePlot::makeItems()
{
    // QCustomPlot owns what is made for it.
    m_plot->addLayer(u"band"_s, m_plot->layer(u"grid"_s), QCustomPlot::limBelow);
    m_band = std::make_unique<QCPItemRect>(m_plot).release();
    m_band->setLayer(u"band"_s);
    m_hair = std::make_unique<QCPItemLine>(m_plot).release();
    m_limitLine = std::make_unique<QCPItemLine>(m_plot).release();
    m_limitText = std::make_unique<QCPItemText>(m_plot).release();
    for (QCPItemPosition *position : {m_band->topLeft, m_band->bottomRight, m_hair->start, m_hair->end}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    for (QCPItemPosition *position : {m_limitLine->start, m_limitLine->end, m_limitText->position}) {
        position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        position->setTypeY(QCPItemPosition::ptPlotCoords);
    }
    m_limitText->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_limitText->setPadding(QMargins(2, 2, 0, 0));
}

void SamplePlot::restyle()
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    const QColor ink = inkOf(m_hue, colors);
    m_plot->setBackground(colors.base);
    m_first->setPen(QPen(ink, 1.5));
    m_first->setBrush(colors.tint(ink));
    m_second->setPen(QPen(ink, 1.5, Qt::DashLine));
    m_second->setBrush(Qt::NoBrush);
    m_plot->xAxis->setBasePen(QPen(colors.hairline, 1));
    m_plot->xAxis->setTickPen(Qt::NoPen);
    m_plot->xAxis->setTickLabelColor(colors.muted);
    m_plot->xAxis->setTickLabelFont(theme.font(TextRole::Small));
    m_plot->xAxis->grid()->setPen(QPen(colors.hairline, 1));
    m_plot->xAxis->grid()->setZeroLinePen(QPen(colors.hairline, 1));
    m_plot->yAxis->grid()->setVisible(false);
    m_band->setPen(Qt::NoPen);
    m_band->setBrush(blend(colors.accentFill, colors.base, colors.dark ? 0.22 : 0.10));
    m_hair->setPen(QPen(colors.accent, 1));
    m_limitLine->setPen(QPen(colors.error, 1.5, Qt::DashLine));
    m_limitText->setColor(colors.error);
    m_limitText->setFont(theme.font(TextRole::Small));
    replot();
}

void SamplePlot::setShowsAxis(bool shows)
{
    m_showsAxis = shows;
    m_plot->xAxis->setTickLabels(shows);
    m_plot->axisRect()->setMargins(QMargins(metrics::paneInset, 0, metrics::paneInset, shows ? axisHeight : 1));
    m_plot->setMinimumHeight(plotHeight + (shows ? axisHeight : 0));
    replot();
}

void SamplePlot::setCurves(const QVector<double> &seconds, const QVector<double> &first, const QVector<double> &second)
{
    m_first->setData(seconds, first, true);
    m_second->setData(second.isEmpty() ? QVector<double>() : seconds, second, true);
    m_highest = 0;
    for (const QVector<double> &values : {first, second}) {
        for (const double value : values)
            m_highest = qMax(m_highest, qIsNaN(value) ? 0.0 : value);
    }
    showLimit();
}

void SamplePlot::setLimit(double limit, const QString &words)
{
    m_limit = limit;
    m_limitWords = words;
    showLimit();
}

void SamplePlot::showLimit()
{
    const bool known = m_limit > 0;
    const bool line = known && m_limit <= farLimit * m_highest;
    const double top = qMax((line ? qMax(m_highest, m_limit) : m_highest) * room, 1e-9);
    m_plot->yAxis->setRange(0, top);
    m_limitLine->setVisible(line);
    m_limitLine->start->setCoords(0, m_limit);
    m_limitLine->end->setCoords(1, m_limit);
    m_limitText->setVisible(known);
    m_limitText->setText(m_limitWords);
    m_limitText->position->setCoords(0, line ? m_limit : top);
    replot();
}

void SamplePlot::setFacts(const QString &facts)
{
    m_facts->setText(facts);
    m_plot->setAccessibleDescription(facts);
}

QString SamplePlot::facts() const
{
    return m_facts->text();
}

int SamplePlot::pointCount() const
{
    return m_first->dataCount();
}

bool SamplePlot::showsLimitLine() const
{
    return m_limitLine->visible();
}

void SamplePlot::showSpan()
{
    m_plot->xAxis->setRange(0, m_scale.length());
    m_plot->xAxis->ticker().staticCast<MomentTicker>()->setStep(m_scale.step());
    replot();
}

void SamplePlot::showView()
{
    const auto band = m_scale.band();
    m_band->setVisible(band.has_value());
    if (band) {
        m_band->topLeft->setCoords(qBound(0.0, band->from, m_scale.length()), 0);
        m_band->bottomRight->setCoords(qBound(0.0, band->to, m_scale.length()), 1);
    }
    const auto current = m_scale.current();
    m_hair->setVisible(current && *current >= 0 && *current <= m_scale.length());
    if (current) {
        m_hair->start->setCoords(*current, 0);
        m_hair->end->setCoords(*current, 1);
    }
    replot();
}

/// Once for all that changed in one turn of the event loop, and not at all while nobody can see it.
void SamplePlot::replot()
{
    if (m_plot->isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool SamplePlot::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && m_scale.origin() != 0)
            Q_EMIT timeActivated(qBound(0.0, m_plot->xAxis->pixelToCoord(mouse->position().x()), m_scale.length()));
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace longshore

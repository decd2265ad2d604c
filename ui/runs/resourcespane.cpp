// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/resourcespane.h"

#include "model/format.h"
#include "ui/runs/samplecurves.h"
#include "ui/runs/sampleplot.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

ResourcesPane::ResourcesPane(RunSamplesFeed &feed, TimeScale &scale, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_scale(scale)
{
    setObjectName(u"resourcesPane"_s);
    setAccessibleName(tr("Resources"));
    setFocusPolicy(Qt::StrongFocus);
    setBaseGround(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new Hairline(Qt::Horizontal, this));
    auto *body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    m_nothing = new PlainLabel({}, TextRole::Body, Ink::Muted, body);
    m_nothing->setObjectName(u"noSamples"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(makePlots());
    column->addWidget(body, 1);
    connect(&m_feed, &RunSamplesFeed::changed, this, &ResourcesPane::showSamples);
    connect(&m_scale, &TimeScale::spanChanged, this, [this] {
        if (m_scale.origin() != m_origin) // while a run goes on only the axis' length changes
            showSamples();
    });
    connect(&m_scale, &TimeScale::viewChanged, this, &ResourcesPane::showMoment);
}

QWidget *ResourcesPane::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(metrics::height(metrics::tabBar, head->fontMetrics()) - 1);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::paneInset, 0, metrics::gap, 0);
    row->addWidget(new PlainLabel(tr("Resources"), TextRole::Heading, Ink::Normal, head), 1);
    m_close = new QAction(Icons::get(u"dialog-close"_s), tr("Close the resources"), this);
    m_close->setObjectName(u"closeResources"_s);
    row->addWidget(flatButton(m_close, head, true));
    return head;
}

QWidget *ResourcesPane::makePlots()
{
    auto *plots = new QWidget(this);
    auto *column = new QVBoxLayout(plots);
    column->setContentsMargins(0, metrics::barInset, 0, 0);
    column->setSpacing(metrics::barInset);
    m_memory = new SamplePlot(tr("Memory"), u"memoryPlot"_s, SamplePlot::Hue::Accent, m_scale, plots);
    m_cpu = new SamplePlot(tr("CPU"), u"cpuPlot"_s, SamplePlot::Hue::Cyan, m_scale, plots);
    m_network = new SamplePlot(tr("Network"), u"networkPlot"_s, SamplePlot::Hue::Violet, m_scale, plots);
    m_blocks = new SamplePlot(tr("Block I/O"), u"blockPlot"_s, SamplePlot::Hue::Success, m_scale, plots);
    m_blocks->setShowsAxis(true);
    column->addWidget(m_memory, 3);
    for (SamplePlot *plot : {m_cpu, m_network, m_blocks})
        column->addWidget(plot, 2);
    for (SamplePlot *plot : {m_memory, m_cpu, m_network, m_blocks}) {
        connect(plot, &SamplePlot::timeActivated, this, [this](double second) {
            setFocus(Qt::MouseFocusReason);
            Q_EMIT timeActivated(second);
        });
    }
    column->addWidget(makeFacts());
    return plots;
}

QWidget *ResourcesPane::makeFacts()
{
    auto *facts = new QWidget(this);
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new Hairline(Qt::Horizontal, facts));
    auto *grid = new QGridLayout;
    grid->setContentsMargins(metrics::paneInset, metrics::barInset, metrics::paneInset, metrics::barInset);
    grid->setHorizontalSpacing(metrics::barInset);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    const auto row = [&](int line, const QString &label, const QString &name, PlainLabel **value) {
        auto *words = new PlainLabel(label, TextRole::Small, Ink::Muted, facts);
        *value = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Normal, facts);
        (*value)->setObjectName(name);
        grid->addWidget(words, line, 0);
        grid->addWidget(*value, line, 1);
        return words;
    };
    m_atName = row(0, tr("At"), u"momentLine"_s, &m_at);
    row(1, tr("In view"), u"momentsInView"_s, &m_inView);
    row(2, tr("Block I/O"), u"blockTotals"_s, &m_blockTotal);
    column->addLayout(grid);
    return facts;
}

void ResourcesPane::setRun(const RunSummary &run)
{
    m_run = run;
    m_memory->setLimit(double(run.memoryLimit), run.memoryLimit > 0 ? tr("limit %1").arg(format::binaryBytes(run.memoryLimit)) : QString());
    showSamples();
}

void ResourcesPane::setLineText(const QString &text)
{
    m_at->setText(text.isEmpty() ? format::none() : text);
}

void ResourcesPane::showSamples()
{
    const QList<RunSample> &samples = m_feed.samples();
    m_stack->setCurrentIndex(samples.isEmpty() ? 0 : 1);
    if (samples.isEmpty()) {
        m_nothing->setText(!m_feed.trouble().isEmpty() ? m_feed.trouble()
                           : !m_run.finished()         ? tr("What the component uses is shown here once it works.")
                                                       : tr("No samples were taken of this run: it was too short, or an older Longshore ran it."));
        return;
    }
    m_origin = m_scale.origin();
    const SampleCurves curves(samples, m_scale);
    m_memory->setCurves(curves.seconds(), curves.values(&RunSample::memory));
    m_cpu->setCurves(curves.seconds(), curves.cpu());
    m_network->setCurves(curves.seconds(), curves.rates(&RunSample::received), curves.rates(&RunSample::sent));
    m_blocks->setCurves(curves.seconds(), curves.rates(&RunSample::blockRead), curves.rates(&RunSample::blockWritten));
    const RunSample totals = SampleCurves::totals(samples);
    m_blockTotal->setText(totals.blockRead < 0 ? tr("not told by the engine")
                                               : tr("%1 read, %2 written").arg(format::bytes(totals.blockRead), format::bytes(totals.blockWritten)));
    showMoment();
}

void ResourcesPane::showMoment()
{
    const auto current = m_scale.current();
    m_atName->setText(current ? tr("At %1").arg(TimeScale::momentText(*current)) : tr("At"));
    const auto band = m_scale.band();
    m_inView->setText(band ? tr("%1 to %2").arg(TimeScale::momentText(band->from), TimeScale::momentText(band->to)) : format::none());
    if (m_feed.samples().isEmpty())
        return;
    const RunSample *at = current ? sampleAt(*current) : nullptr;
    m_memory->setFacts(memoryFacts(at));
    m_cpu->setFacts(cpuFacts(at));
    m_network->setFacts(trafficFacts(at, &RunSample::received, &RunSample::sent, {tr("in %1/s · out %2/s (dashed)"), tr("%1 in, %2 out (dashed)")}));
    m_blocks->setFacts(trafficFacts(at, &RunSample::blockRead, &RunSample::blockWritten, {tr("read %1/s · written %2/s (dashed)"), tr("%1 read, %2 written (dashed)")}));
}

/// The newest sample at this moment; null when there is none for it.
const RunSample *ResourcesPane::sampleAt(double second) const
{
    constexpr double near = 6; // Podman's stream, were it used, would tell one in five seconds
    const QList<RunSample> &samples = m_feed.samples();
    const auto after = std::upper_bound(samples.begin(), samples.end(), second,
                                        [this](double s, const RunSample &sample) { return s < m_scale.secondOfMs(sample.time); });
    if (after == samples.begin())
        return nullptr;
    const RunSample &sample = *std::prev(after);
    return second - m_scale.secondOfMs(sample.time) <= near ? &sample : nullptr;
}

QString ResourcesPane::memoryFacts(const RunSample *at) const
{
    const QList<RunSample> &samples = m_feed.samples();
    const QString peak = tr("peak %1").arg(format::binaryBytes(peakMemory(samples)));
    if (at)
        return tr("at %1: %2 · %3").arg(TimeScale::momentText(m_scale.secondOfMs(at->time)), format::binaryBytes(at->memory), peak);
    return m_run.finished() ? peak : tr("now %1 · %2").arg(format::binaryBytes(samples.last().memory), peak);
}

QString ResourcesPane::cpuFacts(const RunSample *at) const
{
    const auto percent = [](double cpu) { return cpu < 0 ? format::none() : tr("%1 %").arg(qRound(cpu)); };
    const QList<RunSample> &samples = m_feed.samples();
    if (at)
        return tr("at %1: %2").arg(TimeScale::momentText(m_scale.secondOfMs(at->time)), percent(at->cpu));
    double most = -1;
    for (const RunSample &sample : samples)
        most = qMax(most, sample.cpu);
    return m_run.finished() ? tr("most %1").arg(percent(most)) : tr("now %1 · most %2").arg(percent(samples.last().cpu), percent(most));
}

/// At a moment and while it works how fast it goes, else how much it was.
QString ResourcesPane::trafficFacts(const RunSample *at, qint64 RunSample::*in, qint64 RunSample::*out, const TrafficWords &words) const
{
    const QList<RunSample> &samples = m_feed.samples();
    const RunSample totals = SampleCurves::totals(samples);
    if (totals.*in < 0)
        return tr("none");
    if (!at && m_run.finished())
        return words.amounts.arg(format::bytes(totals.*in), format::bytes(totals.*out));
    const qsizetype index = at ? at - samples.constData() : samples.size() - 1;
    const auto text = [&](qint64 RunSample::*amount) {
        const double rate = SampleCurves::rate(samples, index, amount);
        return qIsNaN(rate) ? format::none() : format::bytes(qint64(rate));
    };
    return words.rates.arg(text(in), text(out));
}

void ResourcesPane::step(int count)
{
    const QList<RunSample> &samples = m_feed.samples();
    if (samples.isEmpty())
        return;
    const double from = m_scale.current().value_or(count < 0 ? m_scale.length() : 0);
    const RunSample *at = sampleAt(from);
    const qsizetype index = at ? at - samples.constData() : count < 0 ? samples.size() : -1;
    const qsizetype wanted = qBound<qsizetype>(0, index + count, samples.size() - 1);
    Q_EMIT timeActivated(qMax(0.0, m_scale.secondOfMs(samples[wanted].time)));
}

void ResourcesPane::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return step(-1);
    case Qt::Key_Right: return step(1);
    case Qt::Key_PageUp: return step(-10);
    case Qt::Key_PageDown: return step(10);
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace longshore

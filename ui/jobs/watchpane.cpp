// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/watchpane.h"

#include "model/format.h"
#include "model/jobs/jobfolders.h"
#include "model/run/runservice.h"
#include "ui/runs/runlogtab.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString listed(const QStringList &files)
{
    constexpr int shown = 3;
    const QString names = files.mid(0, shown).join(u", "_s);
    return files.size() > shown ? WatchPane::tr("%1 and %2 more").arg(names).arg(files.size() - shown) : names;
}

} // namespace

WatchPane::WatchPane(const Services &services, WatchRun::MakeRequest request, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_makeRequest(std::move(request))
    , m_switch(new QAction(Icons::get(u"view-refresh"_s), tr("Watch the source"), this))
    , m_open(new QAction(Icons::get(u"view-history"_s), tr("Show the run"), this))
    , m_log(new RunLogTab(services.runs, services.logs, services.log, this))
{
    setObjectName(u"watchPane"_s);
    m_switch->setObjectName(u"watchSource"_s);
    m_switch->setCheckable(true);
    m_switch->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    setPlainToolTip(m_switch, tr("A saved source file stops the run that is still going, builds the image and runs again"));
    m_open->setObjectName(u"openWatchedRun"_s);
    m_open->setEnabled(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_log, 1);
    m_log->hide();
    connect(m_switch, &QAction::toggled, this, &WatchPane::setWatching);
    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT openRequested(m_shown); });
    connect(&services.runs, &RunService::runChanged, this, [this](const RunSummary &run) {
        if (run.id == m_shown.id) {
            m_shown = run;
            m_log->update(run);
        }
    });
    showState();
}

WatchPane::~WatchPane()
{
    if (m_watch) {
        m_watch->disconnect(this);
        m_watch->stop();
    }
}

QWidget *WatchPane::makeBar()
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    bar->addAction(m_switch);
    m_state = new MarkLabel(Mark::None, {}, TextRole::Body, bar);
    m_state->setObjectName(u"watchState"_s);
    m_detail = new ElidedLabel({}, Qt::ElideRight, TextRole::Body, Ink::Muted, bar);
    m_detail->setObjectName(u"watchDetail"_s);
    bar->add(m_state);
    bar->add(m_detail, 1);
    bar->addAction(m_open);
    return bar;
}

bool WatchPane::isLogShown() const
{
    return !m_log->isHidden();
}

void WatchPane::setFolder(const QString &folder)
{
    m_folder = folder;
    showState();
}

void WatchPane::setWatching(bool on)
{
    if (!on) {
        if (m_watch)
            m_watch->stop();
        return;
    }
    if (m_watch)
        m_watch->deleteLater();
    m_watch = new WatchRun(m_services.runs, m_makeRequest, m_services.leftOut, this);
    connect(m_watch, &WatchRun::stateChanged, this, &WatchPane::showState);
    connect(m_watch, &WatchRun::ended, this, [this] {
        m_switch->setChecked(false);
        showState();
    });
    if (const Result<void> started = m_watch->start(); !started) {
        m_watch->deleteLater();
        m_watch = nullptr;
        m_switch->setChecked(false);
        show(Mark::Error, tr("Cannot watch"), started.error().sentence());
    }
}

/// The log of a run is there once its capsule is; it stays until the next run has one.
void WatchPane::followRun()
{
    const RunSummary &run = m_watch->run();
    if (run.capsule.isEmpty() || run.id == m_shown.id)
        return;
    m_shown = run;
    m_log->setRun(run);
    m_open->setEnabled(true);
    if (m_log->isHidden()) {
        m_log->show();
        Q_EMIT logShown();
    }
}

void WatchPane::showState()
{
    if (m_watch)
        followRun();
    const WatchRun::State state = m_watch ? m_watch->state() : WatchRun::State::Off;
    switch (state) {
    case WatchRun::State::Off:
        return showOff();
    case WatchRun::State::Waiting:
        return showWaiting();
    case WatchRun::State::Building:
    case WatchRun::State::Running:
    case WatchRun::State::Stopping:
        break;
    }
    const QStringList &changed = m_watch->changedFiles();
    show(state == WatchRun::State::Stopping ? Mark::Cancelled : Mark::Running, WatchRun::words(state),
         changed.isEmpty() ? QString() : tr("saved: %1").arg(listed(changed)));
}

void WatchPane::showOff()
{
    if (m_watch && m_watch->error())
        return show(Mark::Error, WatchRun::words(WatchRun::State::Off), m_watch->error()->sentence());
    show(Mark::None, WatchRun::words(WatchRun::State::Off),
         tr("a saved file in %1 stops the run that is going, builds and runs again").arg(homeShort(m_folder)));
}

void WatchPane::showWaiting()
{
    const QString words = WatchRun::words(WatchRun::State::Waiting);
    if (m_watch->error())
        return show(Mark::Error, words, m_watch->error()->sentence());
    if (!m_watch->lastResult())
        return show(Mark::Waiting, words, {});
    const RunSummary &run = m_watch->run();
    const QString took = run.durationMs < 0 ? QString() : tr(", after %1").arg(format::duration(run.durationMs));
    const bool failed = run.verdict != Verdict::Success;
    show(markOf(run), words, tr("last run: %1%2").arg(wordOf(run).toLower(), took) + (failed && !run.message.isEmpty() ? u" · "_s + run.message : QString()));
}

void WatchPane::show(Mark mark, const QString &words, const QString &detail)
{
    m_state->set(mark, words);
    m_detail->setText(detail);
}

} // namespace longshore

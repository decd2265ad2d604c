// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runlogtab.h"

#include "model/format.h"
#include "model/logs/logroom.h"
#include "model/run/platformrunlog.h"
#include "model/run/runservice.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logsidebyside.h"
#include "ui/runs/platformpane.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString titleOf(const RunSummary &run)
{
    return QStringList{run.jobName, wordOf(run), format::dateTime(run.created)}.join(u" · "_s);
}

/// X11: who uses a component sees less than who makes it.
QString endUserNote(const RunSummary &run)
{
    const QString text = endUserText(run);
    if (text.isEmpty())
        return {};
    return text == run.message ? RunLogTab::tr("An end user would see this message.") : RunLogTab::tr("An end user would see: %1").arg(text);
}

} // namespace

RunLogTab::RunLogTab(RunService &service, LogRoom &room, const LogServices &services, QWidget *parent)
    : QWidget(parent), m_service(service), m_room(room), m_stack(new QStackedWidget(this)), m_logs(new LogSideBySide(services, m_stack)),
      m_platform(new PlatformPane(m_stack)), m_verdict(new VerdictBar(this))
{
    setFocusProxy(m_logs);
    m_stack->addWidget(m_logs);
    m_stack->addWidget(m_platform);
    makePlatformAction();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_verdict);
    m_verdict->hide();
    m_goToError = new QAction(tr("Go to error"), this);
    m_goToError->setObjectName(u"goToError"_s);
    connect(m_goToError, &QAction::triggered, this, [this] {
        showStoredLog();
        pane()->view()->goToError(false);
        pane()->view()->setFocus();
    });
    connect(pane(), &LogPane::countsChanged, this, &RunLogTab::countsChanged);
    connect(&m_service, &RunService::logAppended, this, [this](const RunId &id) {
        if (id == m_run.id && m_document)
            m_document->poke();
    });
}

void RunLogTab::makePlatformAction()
{
    m_asPlatform = new QAction(Icons::get(u"password-show-on"_s), tr("Platform view"), this);
    m_asPlatform->setObjectName(u"showAsPlatform"_s);
    setPlainToolTip(m_asPlatform, tr("The log as the platform shows it: as events, cut, by the component's verbosity"));
    m_asPlatform->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    m_asPlatform->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_asPlatform->setCheckable(true);
    addAction(m_asPlatform);
    connect(m_asPlatform, &QAction::toggled, this, [this](bool on) {
        QWidget *shown = on ? static_cast<QWidget *>(m_platform) : m_logs;
        m_stack->setCurrentWidget(shown);
        setFocusProxy(shown);
        shown->setFocus();
        pane()->actions()->freeze->setEnabled(!on);
    });
}

void RunLogTab::showStoredLog()
{
    m_asPlatform->setChecked(false);
}

LogPane *RunLogTab::pane() const
{
    return m_logs->first();
}

LogDocument *RunLogTab::open(const RunSummary &run, QObject *parent)
{
    LogDocument *document = m_room.openRun(run.capsule, parent);
    if (run.finished())
        document->endSource();
    return document;
}

void RunLogTab::setRun(const RunSummary &run)
{
    m_run = run;
    m_logs->closeSecond();
    pane()->setDocument(nullptr);
    if (m_document)
        m_document->deleteLater();
    m_document = open(run, this);
    connect(m_document, &LogDocument::stateChanged, this, &RunLogTab::showVerdict);
    pane()->setDocument(m_document, run.imageReference, run.id.value);
    m_logs->setTitle(titleOf(run));
    m_platform->setRun(run);
    showVerdict();
}

void RunLogTab::update(const RunSummary &run)
{
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    if (ended && m_document)
        m_document->endSource();
    m_platform->setRun(run);
    showVerdict();
}

/// A log that cannot be read whole is said as loudly as how the run ended.
void RunLogTab::showVerdict()
{
    const bool failed = m_document && m_document->state() == LogState::Failed;
    m_verdict->setVisible(failed || m_run.finished());
    const bool hasError = m_document && m_document->store()->counts().errors > 0;
    if (hasError != std::exchange(m_offersError, hasError))
        m_verdict->setActions(hasError ? QList<QAction *>{m_goToError} : QList<QAction *>());
    if (failed)
        m_verdict->set(Mark::Warning, tr("The stored log cannot be read any further"), m_document->error().sentence());
    else if (m_run.finished())
        m_verdict->set(markOf(m_run), m_run.verdictLine(), m_run.verdict == Verdict::Success ? QString() : m_run.message, endUserNote(m_run));
}

void RunLogTab::focusFind()
{
    showStoredLog();
    m_logs->focusFind();
}

void RunLogTab::setOtherRuns(std::function<QList<RunSummary>()> others)
{
    pane()->setOtherLogs([this, others = std::move(others)] {
        constexpr int most = 20;
        QList<OtherLog> logs;
        const QList<RunSummary> runs = others();
        for (const RunSummary &run : runs) {
            if (run.id == m_run.id || logs.size() == most)
                continue;
            logs << OtherLog{titleOf(run), run.imageReference, [this, run](QObject *parent) { return open(run, parent); }};
        }
        return logs;
    });
}

} // namespace longshore

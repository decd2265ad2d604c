// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobtruth.h"

#include "ui/jobs/changesview.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/problemlist.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QPlainTextEdit *lineView(QWidget *parent)
{
    auto *view = new QPlainTextEdit(parent);
    const auto restyle = [view] { view->setFont(Theme::of(view).font(TextRole::Code)); };
    restyle();
    QObject::connect(&Theme::of(view), &Theme::changed, view, restyle);
    view->setObjectName(u"dockerRunPreview"_s);
    view->setAccessibleName(JobTruth::tr("A docker run that comes close"));
    view->setReadOnly(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFrameShape(QFrame::NoFrame);
    view->document()->setDocumentMargin(metrics::barInset);
    return view;
}

enum Tab { Config, DockerRun, Request };

/// The stage of another preview that stands for `stage`: of the same title, else the one main stage that both have.
const StagePreview *counterpart(const JobPreview &preview, const StagePreview &stage)
{
    const StagePreview *main = nullptr;
    int mains = 0;
    for (const StagePreview &one : preview.stages) {
        if (one.title == stage.title)
            return &one;
        mains += one.isMain;
        main = one.isMain ? &one : main;
    }
    return stage.isMain && mains == 1 ? main : nullptr;
}

} // namespace

JobTruth::JobTruth(QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_before(fail({}))
    , m_tabs(new QTabWidget(this))
    , m_config(new ConfigPreview(m_tabs))
    , m_line(lineView(m_tabs))
    , m_request(new ConfigPreview(m_tabs))
    , m_problems(new ProblemList(this))
{
    setObjectName(u"jobTruth"_s);
    setChildrenCollapsible(false);
    setBaseGround(this);
    m_config->setObjectName(u"configTab"_s);
    m_request->setObjectName(u"requestTab"_s);
    addWidget(makeTexts());
    addWidget(m_problems);
    setSizes({560, 140});
    setStretchFactor(0, 1);
    setMinimumWidth(300);
    connect(m_stages, &QComboBox::currentIndexChanged, this, [this] {
        m_config->forgetFirst(); // another stage is no change of this one
        m_request->forgetFirst();
        showStage();
    });
    connect(m_since, &QToolButton::toggled, this, [this](bool on) {
        for (QStackedWidget *stack : std::as_const(m_stacks))
            stack->setCurrentIndex(on ? 1 : 0);
        m_changedOnly->setVisible(on);
        readLastRun();
        showChanges();
    });
    connect(m_changedOnly, &QToolButton::toggled, this, [this](bool only) {
        for (ChangesView *changes : std::as_const(m_changes))
            changes->setChangedOnly(only);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &JobTruth::showChanges);
    showChanges();
}

QWidget *JobTruth::makeTexts()
{
    m_tabs->setObjectName(u"truthTabs"_s);
    m_tabs->setAccessibleName(tr("What a run would do"));
    m_tabs->setDocumentMode(true);
    addTab(m_config, u"config.json"_s);
    addTab(m_line, u"docker run"_s);
    addTab(m_request, tr("Request body"));
    m_tabs->setCornerWidget(makeCorner());
    auto *top = new QWidget(this);
    m_note = new MarkLabel(Mark::Note, {}, TextRole::Small, top);
    m_note->setObjectName(u"truthNote"_s);
    m_note->setInk(Ink::Muted);
    m_changedOnly = flatButton(u"view-filter"_s, tr("Changed only"), u"truthChangedOnly"_s, top);
    m_changedOnly->setCheckable(true);
    m_changedOnly->hide();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(metrics::paneInset, metrics::unit, metrics::gap, metrics::unit);
    foot->addWidget(m_note);
    foot->addStretch(1);
    foot->addWidget(m_changedOnly);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeStages(top));
    column->addWidget(m_tabs, 1);
    column->addWidget(new Hairline(Qt::Horizontal, top));
    column->addLayout(foot);
    return top;
}

void JobTruth::addTab(QWidget *text, const QString &title)
{
    auto *stack = new QStackedWidget(m_tabs);
    stack->addWidget(text);
    m_changes.append(new ChangesView(stack));
    stack->addWidget(m_changes.last());
    m_stacks.append(stack);
    m_tabs->addTab(stack, title);
}

/// Only where there is a choice.
QWidget *JobTruth::makeStages(QWidget *parent)
{
    m_stageRow = new QWidget(parent);
    m_stages = new QComboBox(m_stageRow);
    m_stages->setObjectName(u"truthStage"_s);
    m_stages->setAccessibleName(tr("Stage"));
    auto *row = new QHBoxLayout(m_stageRow);
    row->setContentsMargins(metrics::paneInset, metrics::gap, metrics::paneInset, 0);
    row->addWidget(new PlainLabel(tr("Stage"), TextRole::Small, Ink::Muted, m_stageRow));
    row->addWidget(m_stages, 1);
    m_stageRow->hide();
    return m_stageRow;
}

QWidget *JobTruth::makeCorner()
{
    auto *corner = new QWidget(m_tabs);
    m_since = flatButton(u"vcs-diff"_s, tr("Since last run"), u"sinceLastRun"_s, corner);
    m_since->setCheckable(true);
    setPlainToolTip(m_since, tr("Marks what changed since the last run of this job"));
    QToolButton *copyButton = flatButton(u"edit-copy"_s, {}, u"copyTruth"_s, corner);
    setPlainToolTip(copyButton, tr("Copy"));
    copyButton->setAccessibleName(tr("Copy what is shown"));
    connect(copyButton, &QToolButton::clicked, this, &JobTruth::copy);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 2, metrics::gap, 2);
    row->addWidget(m_since);
    row->addWidget(copyButton);
    return corner;
}

void JobTruth::setPreview(const Result<JobPreview> &preview)
{
    if (!preview) {
        m_config->setConfig(fail(preview.error()));
        m_request->setConfig(fail(preview.error()));
        return;
    }
    const QString chosen = m_stages->currentText();
    m_preview = *preview;
    const QSignalBlocker quiet(m_stages);
    m_stages->clear();
    int main = 0;
    for (int i = 0; i < m_preview.stages.size(); ++i) {
        m_stages->addItem(m_preview.stages[i].title);
        if (m_preview.stages[i].isMain && !m_preview.stages[main].isMain)
            main = i;
    }
    const int again = m_stages->findText(chosen);
    m_stages->setCurrentIndex(again >= 0 ? again : main);
    m_stageRow->setVisible(m_preview.stages.size() > 1);
    showStage();
}

void JobTruth::setLastRun(const LastRun &run)
{
    if (run == m_run)
        return;
    if (run.capsule != m_run.capsule || !m_before) { // a run that has just begun keeps its request a little later
        m_reading.cancel();
        m_reading = {};
        m_isRead = false;
    }
    m_run = run;
    readLastRun();
    showChanges();
}

/// Once somebody wants to see it.
void JobTruth::readLastRun()
{
    if (m_isRead || !m_since->isChecked() || m_run.capsule.isEmpty())
        return;
    m_reading.cancel();
    m_reading = {};
    runAsync(this, [capsule = m_run.capsule] { return previewRun(capsule); }, [this](const Result<JobPreview> &before) {
        m_before = before;
        m_isRead = true;
        showChanges();
    }, m_reading);
}

QString JobTruth::textOf(const StagePreview &stage, int tab) const
{
    return tab == Tab::Config ? ConfigPreview::shown(stage.config) : tab == Tab::Request ? ConfigPreview::shown(stage.request) : stage.dockerRun;
}

void JobTruth::showStage()
{
    const StagePreview stage = m_preview.stages.value(m_stages->currentIndex());
    m_config->setConfig(stage.config);
    m_request->setConfig(stage.request);
    if (m_line->toPlainText() != stage.dockerRun)
        m_line->setPlainText(stage.dockerRun);
    showChanges();
}

void JobTruth::showChanges()
{
    m_note->set(Mark::Note, tr("Secrets are masked, here and in what is copied."));
    if (!m_since->isChecked())
        return;
    const auto nothing = [this](const QString &title, const QString &sentence) {
        for (ChangesView *changes : std::as_const(m_changes))
            changes->setNothing(title, sentence);
    };
    if (m_run.capsule.isEmpty())
        return nothing(tr("Never run"), tr("Once this job has been run, what changed since then is marked here."));
    if (!m_isRead)
        return;
    if (!m_before)
        return nothing(tr("The last run cannot be compared"), m_before.error().sentence());
    const StagePreview stage = m_preview.stages.value(m_stages->currentIndex());
    const StagePreview *before = counterpart(*m_before, stage);
    if (!before)
        return nothing(tr("A new stage"), tr("The last run had no stage %1.").arg(stage.title));
    for (int tab = 0; tab < m_changes.size(); ++tab)
        m_changes[tab]->setTexts(textOf(*before, tab), textOf(stage, tab), tab != Tab::DockerRun);
    const int count = m_changes[m_tabs->currentIndex()]->changeCount();
    m_note->set(Mark::Note, count == 0   ? tr("As in the last run: %1").arg(m_run.words)
                            : count == 1 ? tr("1 line differs from the last run: %1").arg(m_run.words)
                                         : tr("%1 lines differ from the last run: %2").arg(count).arg(m_run.words));
}

void JobTruth::copy()
{
    QGuiApplication::clipboard()->setText(textOf(m_preview.stages.value(m_stages->currentIndex()), m_tabs->currentIndex()));
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/buildwindow.h"

#include "model/format.h"
#include "ui/images/build/buildstepview.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Mark markOf(Build::State state)
{
    switch (state) {
    case Build::State::Running: return Mark::Running;
    case Build::State::Done: return Mark::Success;
    case Build::State::Failed: return Mark::Error;
    case Build::State::Cancelled: return Mark::Cancelled;
    }
    return Mark::None;
}

QString wordOf(Build::State state)
{
    switch (state) {
    case Build::State::Running: return BuildWindow::tr("Building");
    case Build::State::Done: return BuildWindow::tr("Built");
    case Build::State::Failed: return BuildWindow::tr("Failed");
    case Build::State::Cancelled: return BuildWindow::tr("Cancelled");
    }
    return {};
}

} // namespace

BuildWindow::BuildWindow(const LogServices &services, QWidget *parent)
    : QDialog(parent)
    , m_steps(makeBuildStepView(this))
    , m_log(new LogPane(services, this))
    , m_verdict(new VerdictBar(this))
    , m_cancel(makeAction(u"cancelBuild"_s, tr("Stop"), u"media-playback-stop"_s, QKeySequence(Qt::CTRL | Qt::Key_Period)))
    , m_again(makeAction(u"buildAgain"_s, tr("Build again"), u"run-build"_s, QKeySequence(Qt::CTRL | Qt::Key_R)))
    , m_edit(makeAction(u"editBuild"_s, tr("Change and build again…"), u"configure"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)))
    , m_show(makeAction(u"showBuiltImage"_s, tr("Show the image"), u"package"_s, {}))
{
    setObjectName(u"buildWindow"_s);
    resize(1040, 640);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_steps);
    split->addWidget(m_log);
    split->setSizes({400, 640});
    split->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(split, 1);
    column->addWidget(m_verdict);
    m_verdict->hide();
    connect(m_cancel, &QAction::triggered, this, [this] {
        if (m_build)
            m_build->cancel();
    });
    connect(m_again, &QAction::triggered, this, [this] {
        if (m_build)
            Q_EMIT againRequested(m_build->request());
    });
    connect(m_edit, &QAction::triggered, this, [this] {
        if (m_build)
            Q_EMIT editRequested(m_build->request());
    });
    connect(m_show, &QAction::triggered, this, [this] {
        if (m_build)
            Q_EMIT imageRequested(m_build->image());
    });
    // A step's lines begin with its name.
    connect(m_steps, &QTreeView::activated, this, [this](const QModelIndex &index) { m_log->find(index.data().toString()); });
    setBuild(nullptr);
}

QAction *BuildWindow::makeAction(const QString &name, const QString &text, const QString &icon, const QKeySequence &key)
{
    auto *action = new QAction(Icons::get(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    addAction(action);
    return action;
}

QWidget *BuildWindow::makeHeader()
{
    auto *bar = new Bar(Bar::Kind::Header, this);
    auto *words = new QWidget(bar);
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Object, Ink::Normal, words);
    m_title->setObjectName(u"buildTitle"_s);
    m_facts = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, words);
    m_facts->setObjectName(u"buildFacts"_s);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addStretch(1);
    m_state = new MarkLabel(Mark::None, {}, TextRole::Body, bar);
    m_state->setObjectName(u"buildState"_s);
    bar->add(words, 1);
    bar->add(m_state);
    bar->addAction(m_cancel);
    bar->addAction(m_edit, true);
    bar->addAction(m_again);
    return bar;
}

void BuildWindow::setBuild(Build *build)
{
    if (m_build) {
        m_build->disconnect(this);
        m_build->steps().disconnect(this);
    }
    m_log->setDocument(nullptr);
    m_steps->setModel(build ? &build->steps() : nullptr);
    m_build = build;
    if (build) {
        joinSteps(build->steps());
        m_log->setDocument(build->log(), build->request().name(), build->request().name());
        connect(build, &Build::changed, this, &BuildWindow::showState);
        connect(build, &QObject::destroyed, this, [this] {
            setBuild(nullptr);
            close();
        });
    }
    showState();
}

/// New steps come into sight for who looks at the last one, and move nothing for who reads above it.
void BuildWindow::joinSteps(BuildStepsModel &steps)
{
    connect(&steps, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = m_steps->verticalScrollBar();
        m_follows = bar->value() == bar->maximum();
    });
    connect(&steps, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_follows)
            m_steps->scrollToBottom();
    });
    m_steps->scrollToBottom();
}

void BuildWindow::showState()
{
    m_cancel->setEnabled(m_build && m_build->isRunning());
    m_again->setEnabled(m_build && !m_build->isRunning());
    m_edit->setEnabled(m_again->isEnabled());
    m_show->setEnabled(m_build && !m_build->image().isEmpty());
    m_verdict->setVisible(m_build && !m_build->isRunning());
    if (!m_build) {
        m_title->setText({});
        m_facts->setText({});
        m_state->set(Mark::None, {});
        return;
    }
    setWindowTitle(tr("Build %1").arg(visibleText(m_build->request().name())));
    m_title->setText(m_build->request().tags.isEmpty() ? m_build->request().name() : m_build->request().tags.join(u", "_s));
    QStringList facts{m_build->request().relativeDockerfile(), m_build->request().folder, m_build->builderText()};
    facts.removeAll(QString());
    m_facts->setText(facts.join(u" · "_s));
    m_state->set(markOf(m_build->state()), m_build->isRunning() ? tr("%1, %2").arg(wordOf(m_build->state()), format::duration(m_build->elapsedMs()))
                                                                : wordOf(m_build->state()));
    if (!m_build->isRunning())
        showVerdict();
}

void BuildWindow::showVerdict()
{
    const QStringList &leftOut = m_build->leftOut();
    const QString note = leftOut.isEmpty() ? QString() : tr("Not sent: %1").arg(leftOut.mid(0, 3).join(u"; "_s));
    const bool failed = m_build->state() == Build::State::Failed;
    const Error &error = m_build->error();
    m_verdict->set(markOf(m_build->state()), failed ? (error.happened.isEmpty() ? tr("The build failed") : error.happened) : m_build->sentence(),
                   failed ? u"%1 %2"_s.arg(error.engineText.simplified(), error.advice).trimmed() : QString(), note);
    m_verdict->setActions(m_build->state() == Build::State::Done ? QList<QAction *>{m_show} : QList<QAction *>{});
}

} // namespace longshore

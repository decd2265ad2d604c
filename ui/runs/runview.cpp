// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runview.h"

#include "model/format.h"
#include "model/run/capsulefiles.h"
#include "model/run/runservice.h"
#include "ui/runs/runlogtab.h"
#include "ui/runs/runoutputpane.h"
#include "ui/runs/stageline.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

RunView::RunView(RunService &service, LogRoom &room, const LogServices &logs, QWidget *parent) : QWidget(parent), m_service(service)
{
    m_stages = new StageLine(this);
    m_log = new RunLogTab(service, room, logs, this);
    m_output = new RunOutputPane(this);
    setFocusProxy(m_log);
    m_config = new QPlainTextEdit(this);
    m_config->setObjectName(u"storedConfig"_s);
    m_config->setAccessibleName(tr("config.json as it was sent, secrets masked"));
    m_config->setReadOnly(true);
    m_config->setFrameShape(QFrame::NoFrame);
    m_config->setFont(Theme::of(this).font(TextRole::Code));

    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"runTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_output, tr("Output"));
    m_tabs->addTab(m_config, tr("Config"));
    QWidget *corner = m_log->pane()->makeCorner(m_tabs);
    m_tabs->setCornerWidget(corner);
    connect(m_tabs, &QTabWidget::currentChanged, corner, [this, corner] { corner->setVisible(m_tabs->currentWidget() == m_log); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_stages);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_tabs, 1);
    connect(m_log, &RunLogTab::countsChanged, this, &RunView::countsChanged);
    connect(&Theme::of(this), &Theme::changed, m_config, [this] { m_config->setFont(Theme::of(this).font(TextRole::Code)); });
}

QWidget *RunView::makeHeader()
{
    auto *bar = new Bar(Bar::Kind::Header, this);
    m_back = new QAction(Icons::get(u"go-previous"_s), tr("Runs"), this);
    m_back->setObjectName(u"backToRuns"_s);
    m_back->setShortcuts({Qt::ALT | Qt::Key_Left, Qt::Key_Escape});
    m_back->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QWidget::addAction(m_back);
    connect(m_back, &QAction::triggered, this, &RunView::backRequested);
    bar->addAction(m_back);

    auto *texts = new QWidget(bar);
    auto *lines = new QVBoxLayout(texts);
    lines->setContentsMargins({});
    lines->setSpacing(2);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    m_title = new ElidedLabel({}, Qt::ElideRight, TextRole::Object, Ink::Normal, texts);
    m_title->setObjectName(u"runTitle"_s);
    m_verdictPlace = new QWidget(texts);
    (new QHBoxLayout(m_verdictPlace))->setContentsMargins({});
    first->addWidget(m_title);
    first->addWidget(m_verdictPlace);
    first->addStretch(1);
    m_subtitle = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, texts);
    lines->addLayout(first);
    lines->addWidget(m_subtitle);
    bar->add(texts, 1);

    m_stop = outlinedButton(tr("Stop"), u"stopRun"_s, bar);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_service.cancel(m_run.id); });
    m_again = primaryButton(u"media-playback-start"_s, tr("Run again"), u"runAgain"_s, bar);
    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT runAgainRequested(m_run); });
    bar->add(m_stop);
    bar->add(m_again);
    return bar;
}

void RunView::setRun(const RunSummary &run)
{
    m_run = run;
    m_log->setRun(run);
    m_output->setRun(run);
    m_tabs->setCurrentWidget(m_log);
    showHeader();
    showConfig();
    m_stages->setRun(run);
}

void RunView::update(const RunSummary &run)
{
    if (run.id != m_run.id || run == m_run)
        return;
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    m_log->update(run);
    m_stages->setRun(run);
    showHeader();
    showConfig();
    if (ended)
        m_output->setRun(run);
}

void RunView::showHeader()
{
    m_title->setText(m_run.jobName);
    QStringList facts{m_run.imageReference};
    if (!m_run.imageId.isEmpty())
        facts.last() += u" @ "_s + m_run.imageId.shortText();
    facts << format::dateTime(m_run.created) << tr("run %1").arg(m_run.id.value);
    m_subtitle->setText(facts.join(u" · "_s));
    QLayout *place = m_verdictPlace->layout();
    while (QLayoutItem *item = place->takeAt(0)) {
        item->widget()->deleteLater();
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    place->addWidget(new Chip(markOf(m_run), wordOf(m_run), m_verdictPlace));
    m_stop->setVisible(!m_run.finished());
    m_again->setVisible(m_run.finished());
}

void RunView::showConfig()
{
    const Result<QByteArray> config = storedStageConfig(m_run.capsule, 0);
    const QString text = config ? QString::fromUtf8(*config) : config.error().reason();
    if (m_config->toPlainText() != text)
        m_config->setPlainText(text);
}

void RunView::setOtherRuns(std::function<QList<RunSummary>()> others)
{
    m_log->setOtherRuns(std::move(others));
}

void RunView::focusFind()
{
    m_tabs->setCurrentWidget(m_log);
    m_log->focusFind();
}

QString RunView::countsText() const
{
    return m_log->pane()->countsText();
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runconfigpane.h"

#include "model/run/capsulefiles.h"
#include "ui/jobs/jsonhighlighter.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

RunConfigPane::RunConfigPane(QWidget *parent) : QWidget(parent), m_stack(new QStackedWidget(this))
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_stage = new QComboBox(bar);
    m_stage->setObjectName(u"configStage"_s);
    m_stage->setAccessibleName(tr("Stage"));
    connect(m_stage, &QComboBox::currentIndexChanged, this, &RunConfigPane::showConfig);
    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, bar);
    m_sentence->setObjectName(u"configSentence"_s);
    m_asText = new QAction(Icons::get(u"view-form"_s), tr("As text"), this);
    m_asText->setObjectName(u"configAsText"_s);
    m_asText->setCheckable(true);
    connect(m_asText, &QAction::toggled, this, &RunConfigPane::showConfig);
    m_copy = new QAction(Icons::get(u"edit-copy"_s), tr("Copy all"), this);
    m_copy->setObjectName(u"copyConfig"_s);
    connect(m_copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_shownText)); });
    bar->add(m_stage);
    bar->add(m_sentence);
    bar->addStretch();
    bar->addAction(m_asText);
    bar->addAction(m_copy);

    m_json = new JsonView(m_stack);
    m_stack->addWidget(m_json);
    m_text = new QPlainTextEdit(m_stack);
    setUpJsonEdit(m_text);
    m_text->setObjectName(u"storedConfig"_s);
    m_text->setAccessibleName(tr("config.json as it was sent, secrets masked"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(metrics::barInset);
    m_stack->addWidget(m_text);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_stack, 1);
}

void RunConfigPane::setRun(const RunSummary &run, const QList<StageSummary> &stages)
{
    const bool another = run.id != m_run.id;
    const int chosen = another ? 0 : qMax(0, m_stage->currentIndex());
    m_run = run;
    QStringList names, before;
    for (const StageSummary &stage : stages)
        names << withoutMnemonic(tr("Stage %1: %2").arg(QString::number(stage.number + 1), stage.componentId));
    for (int i = 0; i < m_stage->count(); ++i)
        before << m_stage->itemText(i);
    m_stages = stages;
    if (names != before) {
        const QSignalBlocker quiet(m_stage);
        m_stage->clear();
        m_stage->addItems(names);
        m_stage->setCurrentIndex(qMin(chosen, int(stages.size()) - 1));
    } else if (another) {
        const QSignalBlocker quiet(m_stage);
        m_stage->setCurrentIndex(0);
    }
    m_stage->setVisible(stages.size() > 1);
    showConfig();
}

void RunConfigPane::showStage(int index)
{
    if (index >= 0 && index < m_stage->count())
        m_stage->setCurrentIndex(index);
}

void RunConfigPane::showConfig()
{
    const int index = qMax(0, m_stage->currentIndex());
    const int stage = index < m_stages.size() ? m_stages[index].number : 0;
    const Result<QByteArray> config = storedStageConfig(m_run.capsule, stage);
    m_copy->setEnabled(bool(config));
    m_sentence->setText(config ? tr("As it was sent, secrets masked") : config.error().reason());
    const QByteArray text = config ? *config : QByteArray();
    const QString name = m_run.id.value + u'/' + QString::number(stage);
    if (text != m_shownText || name != m_shownName) {
        m_shownText = text;
        m_shownName = name;
        m_text->setPlainText(QString::fromUtf8(text));
        Result<JsonTree> tree = JsonTree::parse(text, u"read the stored config.json"_s);
        m_asText->setEnabled(bool(tree));
        m_json->setTree(name, tree ? std::make_shared<const JsonTree>(std::move(*tree)) : nullptr);
        m_json->tree()->expandToDepth(1);
    }
    m_stack->setCurrentWidget(m_asText->isEnabled() && !m_asText->isChecked() ? static_cast<QWidget *>(m_json) : m_text);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobtruth.h"

#include "ui/jobs/configpreview.h"
#include "ui/jobs/problemlist.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plaintext.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
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

} // namespace

JobTruth::JobTruth(QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_tabs(new QTabWidget(this))
    , m_stages(new QComboBox(m_tabs))
    , m_config(new ConfigPreview(m_tabs))
    , m_line(lineView(m_tabs))
    , m_request(new ConfigPreview(m_tabs))
    , m_note(new MarkLabel(Mark::Note, tr("Secrets are masked, here and in what is copied."), TextRole::Small, this))
    , m_problems(new ProblemList(this))
{
    setObjectName(u"jobTruth"_s);
    setChildrenCollapsible(false);
    setBaseGround(this);
    m_tabs->setObjectName(u"truthTabs"_s);
    m_tabs->setAccessibleName(tr("What a run would do"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_config, u"config.json"_s);
    m_tabs->addTab(m_line, u"docker run"_s);
    m_tabs->addTab(m_request, tr("Request body"));
    m_config->setObjectName(u"configTab"_s);
    m_request->setObjectName(u"requestTab"_s);
    m_stages->setObjectName(u"truthStage"_s);
    m_stages->setAccessibleName(tr("Stage"));
    m_stages->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_stages->setMinimumContentsLength(10);
    m_stages->hide();
    QToolButton *copyButton = flatButton(u"edit-copy"_s, {}, u"copyTruth"_s, m_tabs);
    setPlainToolTip(copyButton, tr("Copy"));
    copyButton->setAccessibleName(tr("Copy what is shown"));
    connect(copyButton, &QToolButton::clicked, this, &JobTruth::copy);
    auto *corner = new QWidget(m_tabs);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 2, metrics::gap, 2);
    row->addWidget(m_stages);
    row->addWidget(copyButton);
    m_tabs->setCornerWidget(corner);
    auto *top = new QWidget(this);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_tabs, 1);
    column->addWidget(new Hairline(Qt::Horizontal, top));
    m_note->setContentsMargins(metrics::paneInset, metrics::unit, metrics::paneInset, metrics::unit);
    m_note->setInk(Ink::Muted);
    column->addWidget(m_note);
    addWidget(top);
    addWidget(m_problems);
    setSizes({560, 140});
    setStretchFactor(0, 1);
    setMinimumWidth(300);
    connect(m_stages, &QComboBox::currentIndexChanged, this, [this] {
        m_config->forgetFirst(); // another stage is no change of this one
        m_request->forgetFirst();
        showStage();
    });
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
    m_stages->setVisible(m_preview.stages.size() > 1);
    showStage();
}

void JobTruth::showStage()
{
    const StagePreview stage = m_preview.stages.value(m_stages->currentIndex());
    m_config->setConfig(stage.config);
    m_request->setConfig(stage.request);
    if (m_line->toPlainText() != stage.dockerRun)
        m_line->setPlainText(stage.dockerRun);
}

void JobTruth::copy()
{
    const StagePreview stage = m_preview.stages.value(m_stages->currentIndex());
    const QWidget *shown = m_tabs->currentWidget();
    QGuiApplication::clipboard()->setText(shown == m_line ? stage.dockerRun : QString::fromUtf8(shown == m_config ? stage.config : stage.request));
}

} // namespace longshore

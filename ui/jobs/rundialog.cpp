// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/rundialog.h"

#include "model/jobs/formactions.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/datafolderrow.h"
#include "ui/jobs/formbar.h"
#include "ui/jobs/formbody.h"
#include "ui/jobs/formview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/parametersedit.h"
#include "ui/jobs/problemlist.h"
#include "ui/theme/metrics.h"
#include "ui/vault/secretkeeper.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QPointer>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr QSize startSize(1000, 700);
const QString parametersPath = u"parameters"_s; ///< of the configuration
const QString dataPath = u"input.folder"_s;

} // namespace

RunDialog::RunDialog(const JobDocument &job, const QByteArray &imageLabelRecord, QWidget *parent)
    : QDialog(parent)
    , m_source(job, imageLabelRecord)
    , m_model(new FormModel(this))
{
    setObjectName(u"runDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run %1").arg(visibleText(job.name())));
    resize(startSize);
    if (const Result<void> loaded = m_model->load(m_source.schema(), m_source.parameters()); !loaded)
        m_model->setText(m_source.parameters());
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeForm());
    split->addWidget(makeTruth());
    split->setSizes({580, 420});
    split->setStretchFactor(0, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(split, 1);
    column->addWidget(makeFoot());
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RunDialog::refreshPreview);
    connect(m_model, &FormModel::documentChanged, this, [this] { m_soon.start(ConfigPreview::pauseMs); });
    connect(m_model, &FormModel::problemsChanged, this, &RunDialog::refreshProblems);
    connect(m_model, &FormModel::textErrorChanged, this, &RunDialog::refreshProblems);
    connect(m_data, &DataFolderRow::changed, this, &RunDialog::refreshProblems);
    connect(m_problems, &ProblemList::chosen, this, &RunDialog::goTo);
    connect(m_bar, &FormBar::fieldChosen, this, &RunDialog::goToField);
    connect(m_model, &FormModel::checked, this, [this] {
        if (std::exchange(m_runWhenChecked, false))
            run();
    });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_bar, &FormBar::focusSearch);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key(key)), this);
        connect(shortcut, &QShortcut::activated, this, &RunDialog::run);
    }
    refreshPreview();
    refreshProblems();
}

Bar *RunDialog::makeHeader()
{
    auto *bar = new Bar(Bar::Kind::Header, this);
    auto *words = new QWidget(bar);
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *name = new ElidedLabel(m_source.job().name(), Qt::ElideRight, TextRole::Object, Ink::Normal, words);
    name->setObjectName(u"runTitle"_s);
    const QString line = m_source.job().imageReference() + u" · "_s + m_source.summary();
    auto *summary = new ElidedLabel(line, Qt::ElideMiddle, TextRole::Small, Ink::Muted, words);
    summary->setObjectName(u"runSummary"_s);
    column->addStretch(1);
    column->addWidget(name);
    column->addWidget(summary);
    column->addStretch(1);
    bar->add(words, 1);
    return bar;
}

QWidget *RunDialog::makeForm()
{
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"formScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *body = new FormBody(m_scroll);
    setBaseGround(body);
    setBaseGround(m_scroll->viewport());
    m_form = new FormView(*m_model, body);
    const JobInput input = m_source.job().input();
    m_data = new DataFolderRow(input.folder, body);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(metrics::gap, metrics::paneInset, metrics::gap, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    const auto heading = [&](const QString &text) {
        auto *label = new PlainLabel(text, TextRole::Heading, Ink::Normal, body);
        label->setContentsMargins(metrics::gap, 0, 0, 0);
        column->addWidget(label);
    };
    heading(tr("Parameters"));
    column->addWidget(m_form);
    column->addSpacing(metrics::unit);
    column->addWidget(new Hairline(Qt::Horizontal, body));
    heading(tr("Input"));
    column->addWidget(m_data);
    column->addStretch(1);
    m_scroll->setWidget(body);
    auto *pane = new QWidget(this);
    setBaseGround(pane);
    m_bar = new FormBar(*m_model, *m_form, pane);
    auto *paneColumn = new QVBoxLayout(pane);
    paneColumn->setContentsMargins({});
    paneColumn->setSpacing(0);
    paneColumn->addWidget(m_bar);
    paneColumn->addWidget(new Hairline(Qt::Horizontal, pane));
    paneColumn->addWidget(m_scroll, 1);
    pane->setMinimumWidth(360);
    return pane;
}

QWidget *RunDialog::makeTruth()
{
    auto *pane = new QSplitter(Qt::Vertical, this);
    pane->setChildrenCollapsible(false);
    setBaseGround(pane);
    m_tabs = new QTabWidget(pane);
    m_tabs->setObjectName(u"runTabs"_s);
    m_tabs->setDocumentMode(true);
    m_preview = new ConfigPreview(m_tabs);
    m_json = new ParametersEdit(*m_model, m_source.parameterSecrets(), m_tabs);
    m_tabs->addTab(m_preview, u"config.json"_s);
    m_tabs->addTab(m_json, tr("JSON"));
    m_problems = new ProblemList(pane);
    pane->addWidget(m_tabs);
    pane->addWidget(m_problems);
    pane->setSizes({430, 130});
    pane->setStretchFactor(0, 1);
    pane->setMinimumWidth(300);
    return pane;
}

QWidget *RunDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new Hairline(Qt::Horizontal, foot));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics::paneInset, metrics::gap, metrics::paneInset, metrics::gap);
    auto *keys = new PlainLabel(tr("Ctrl+Enter runs"), TextRole::Small, Ink::Muted, foot);
    auto *buttons = new QDialogButtonBox(foot);
    QPushButton *runButton = primaryButton(u"media-playback-start"_s, tr("Run"), u"runButton"_s, buttons);
    QPushButton *cancel = outlinedButton(tr("Cancel"), u"cancelButton"_s, buttons);
    buttons->addButton(runButton, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    row->addWidget(keys);
    row->addWidget(buttons, 1);
    column->addLayout(row);
    connect(runButton, &QPushButton::clicked, this, &RunDialog::run);
    connect(cancel, &QPushButton::clicked, this, &RunDialog::reject);
    return foot;
}

void RunDialog::refreshPreview()
{
    m_preview->setConfig(m_source.preview(m_model->parameters()));
}

Problems RunDialog::allProblems() const
{
    Problems problems;
    if (!m_model->textError().isEmpty())
        problems.append({parametersPath, m_model->textError(), Problem::Severity::Error});
    const Problems ofForm = m_model->problems();
    for (const Problem &problem : ofForm) {
        const QString path = problem.path.isEmpty() ? parametersPath : parametersPath + u'.' + problem.path;
        problems.append({path, problem.message, problem.severity});
    }
    problems += m_data->problems();
    const Problems ofJob = m_source.job().problems();
    for (const Problem &problem : ofJob) {
        if (problem.path != dataPath)
            problems.append(problem);
    }
    const Problems ofSchema = m_model->schemaProblems();
    for (const Problem &problem : ofSchema)
        problems.append({u"configurationSchema"_s, problem.sentence(), Problem::Severity::Note});
    return problems;
}

void RunDialog::refreshProblems()
{
    m_problems->setProblems(allProblems());
}

void RunDialog::run()
{
    if (!m_model->isChecked()) {
        m_runWhenChecked = true;
        return;
    }
    const Problems problems = allProblems();
    if (hasErrors(problems)) {
        m_form->showProblems();
        m_problems->setProblems(problems);
        return goTo(m_problems->problems().first());
    }
    const auto go = [self = QPointer(this)](const RunRequest &request) {
        if (!self)
            return;
        Q_EMIT self->runRequested(request);
        self->accept();
    };
    const RunRequest request = requestWith(m_model->parameters());
    m_keeper ? m_keeper->complete(request, this, go) : go(request);
}

void RunDialog::setActionRunner(ActionRunner *runner)
{
    m_model->actions().setRunner(runner);
}

RunRequest RunDialog::requestWith(const QByteArray &parameters) const
{
    RunRequest request;
    request.job = m_source.jobWith(parameters);
    request.dataFolder = m_data->overrideFolder();
    return request;
}

void RunDialog::goTo(const Problem &problem)
{
    if (problem.path == dataPath)
        return m_data->focusField();
    if (problem.path != parametersPath && !problem.path.startsWith(parametersPath + u'.'))
        return;
    const QString path = problem.path.mid(parametersPath.size() + 1);
    if (m_model->textError().isEmpty() && goToField(path))
        return;
    m_tabs->setCurrentWidget(m_json);
    m_json->setFocus();
}

bool RunDialog::goToField(const QString &path)
{
    if (!m_form->goTo(path))
        return false;
    if (QWidget *field = QApplication::focusWidget(); field && m_form->isAncestorOf(field))
        m_scroll->ensureWidgetVisible(field, 0, metrics::sectionHeader);
    return true;
}

bool RunDialog::isChanged() const
{
    return m_model->isChanged({}) || !m_model->textError().isEmpty() || m_data->isChanged();
}

void RunDialog::reject()
{
    if (!isVisible() || !isChanged())
        return QDialog::reject();
    jobsdialogs::askDiscard(this, tr("What you typed for %1 is not saved.").arg(m_source.job().name()), [this] { QDialog::reject(); });
}

} // namespace longshore

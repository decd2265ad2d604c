// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runreportpane.h"

#include "model/check/runreport.h"
#include "model/run/runservice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

enum Column { Severity, Where, What, Rule };
constexpr int SeverityRole = Qt::UserRole;

Mark markOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return Mark::Error;
    case Problem::Severity::Warning: return Mark::Warning;
    case Problem::Severity::Note: break;
    }
    return Mark::Note;
}

class FindingDelegate : public RowDelegate
{
public:
    explicit FindingDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == Severity) {
            look.mark = markOf(Problem::Severity(index.data(SeverityRole).toInt()));
            look.ink = markInk(look.mark);
        } else if (index.column() == Where) {
            look.role = TextRole::Code;
            look.elide = Qt::ElideMiddle;
        } else if (index.column() == Rule) {
            look.ink = Ink::Muted;
        }
        return look;
    }
};

Result<Findings> reportOf(const RunSummary &run)
{
    const Result<RunResult> result = RunService::result(run);
    if (!result)
        return fail(result.error());
    Findings findings = reportRun(*result);
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    return findings;
}

} // namespace

RunReportPane::RunReportPane(QWidget *parent) : SentencePane(u"reportSentence"_s, u"reportTable"_s, tr("Report on the run"), parent)
{
    m_model->setHorizontalHeaderLabels({tr("Kind"), tr("Where"), tr("What"), tr("Rule")});
    m_view->setRootIsDecorated(false);
    m_view->setItemDelegate(new FindingDelegate(m_view));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_view->setColumnWidth(Severity, 110);
    m_view->setColumnWidth(Where, 240);
    m_view->setColumnWidth(Rule, 70);
    m_chosen = new PlainLabel({}, TextRole::Body, Ink::Normal, this);
    m_chosen->setObjectName(u"reportChosen"_s);
    m_chosen->setWordWrap(true);
    m_chosen->setSelectable();
    m_chosen->setContentsMargins(metrics::paneInset, metrics::gap, metrics::paneInset, metrics::gap);
    m_column->addWidget(m_chosen);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunReportPane::showChosen);
}

void RunReportPane::setRun(const RunSummary &run)
{
    const bool another = run.id != m_run.id || (run.finished() && !m_run.finished());
    m_run = run;
    if (another) {
        m_making.cancel();
        m_making = {};
        m_made = false;
        m_model->setRowCount(0);
        m_states->showLoading();
    }
    if (isVisible())
        make();
}

void RunReportPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    make();
}

void RunReportPane::make()
{
    if (m_made)
        return;
    if (!m_run.finished())
        return m_states->showEmpty({u"view-form"_s, tr("No report yet"), tr("The report is made of the run's log and outputs once it has ended."), nullptr, {}, {}});
    m_made = true;
    runAsync(this, [run = m_run] { return reportOf(run); }, [this](const Result<Findings> &findings) { take(findings); }, m_making);
}

void RunReportPane::take(const Result<Findings> &findings)
{
    if (!findings)
        return m_states->showEmpty({u"view-form"_s, tr("There is no report on this run"), findings.error().sentence(), nullptr, {}, {}});
    if (findings->isEmpty())
        return m_states->showEmpty({u"view-form"_s, tr("Nothing to object to"), tr("Its exit code, log, outputs and state are as the contract wants them."), nullptr, {}, {}});
    for (const Finding &finding : *findings)
        addRow(finding);
    const int errors = int(findings->countOf(Problem::Severity::Error)), warnings = int(findings->countOf(Problem::Severity::Warning));
    QStringList counts;
    if (errors > 0)
        counts << (errors == 1 ? tr("1 error") : tr("%n errors", nullptr, errors));
    if (warnings > 0)
        counts << (warnings == 1 ? tr("1 warning") : tr("%n warnings", nullptr, warnings));
    if (const int notes = int(findings->size()) - errors - warnings; notes > 0)
        counts << (notes == 1 ? tr("1 note") : tr("%n notes", nullptr, notes));
    m_sentence->setText(counts.join(u" · "_s));
    m_states->showContent();
    m_view->setCurrentIndex(m_model->index(0, 0));
}

void RunReportPane::addRow(const Finding &finding)
{
    const QStringList texts{toString(finding.severity), finding.path, finding.message, finding.rule};
    const QList<QStandardItem *> items = textRow(texts);
    items.first()->setData(int(finding.severity), SeverityRole);
    m_model->appendRow(items);
}

/// The whole sentence, however long.
void RunReportPane::showChosen()
{
    const QModelIndex index = m_view->currentIndex();
    m_chosen->setText(index.siblingAtColumn(What).data().toString());
    m_chosen->setVisible(index.isValid());
}

} // namespace longshore

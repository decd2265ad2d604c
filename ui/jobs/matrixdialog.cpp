// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/matrixdialog.h"

#include "model/format.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

enum Column { CaseColumn, VerdictColumn, DurationColumn, MessageColumn };
constexpr int MarkRole = Qt::UserRole;
constexpr QSize startSize(760, 340);

class CaseDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == VerdictColumn) {
            look.mark = Mark(index.data(MarkRole).toInt());
            look.ink = markInk(look.mark);
        } else if (index.column() == MessageColumn) {
            look.ink = Ink::Muted;
        }
        return look;
    }
};

} // namespace

MatrixDialog::MatrixDialog(RunService &service, const QList<MatrixCase> &cases, QWidget *parent)
    : QDialog(parent)
    , m_runs(new MatrixRun(service, cases, this))
    , m_model(new QStandardItemModel(int(cases.size()), MessageColumn + 1, this))
    , m_view(new QTreeView(this))
{
    setObjectName(u"matrixDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 over %2").arg(visibleText(cases.value(0).request.job.name())).arg(cases.size()));
    resize(startSize);
    m_model->setHorizontalHeaderLabels({tr("Case"), tr("Verdict"), tr("Duration"), tr("Message")});
    m_view->setObjectName(u"matrixTable"_s);
    m_view->setAccessibleName(tr("Runs of the same job"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new CaseDelegate(m_view));
    m_view->header()->setSectionResizeMode(MessageColumn, QHeaderView::Stretch);
    const QList<int> widths{180, 170, 90};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(makeFoot());
    connect(m_view, &QTreeView::activated, this, &MatrixDialog::openCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MatrixDialog::updateFoot);
    connect(m_runs, &MatrixRun::caseChanged, this, &MatrixDialog::showCase);
    connect(m_runs, &MatrixRun::finished, this, &MatrixDialog::updateFoot);
    m_runs->start();
    m_view->setCurrentIndex(m_model->index(0, 0));
    m_view->setFocus();
}

QWidget *MatrixDialog::makeFoot()
{
    auto *foot = new Bar(Bar::Kind::Tools, this);
    m_summary = new PlainLabel({}, TextRole::Body, Ink::Muted, foot);
    m_summary->setObjectName(u"matrixSummary"_s);
    foot->add(m_summary, 1);
    m_stop = outlinedButton(tr("Stop"), u"matrixStop"_s, foot);
    m_open = outlinedButton(tr("Show the run"), u"matrixOpen"_s, foot);
    auto *close = outlinedButton(tr("Close"), u"matrixClose"_s, foot);
    for (QPushButton *button : {m_stop, m_open, close})
        foot->add(button);
    connect(m_stop, &QPushButton::clicked, m_runs, &MatrixRun::cancel);
    connect(m_open, &QPushButton::clicked, this, &MatrixDialog::openCurrent);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    return foot;
}

void MatrixDialog::showCase(int index)
{
    const MatrixCase &each = m_runs->cases().at(index);
    const QString duration = each.run.durationMs < 0 ? QString() : format::duration(each.run.durationMs);
    const QStringList texts{each.name, each.verdictWords(), duration, each.error ? each.error->sentence() : each.run.message};
    for (int column = 0; column < texts.size(); ++column)
        m_model->setData(m_model->index(index, column), texts[column]);
    m_model->setData(m_model->index(index, VerdictColumn), int(each.error ? Mark::Error : markOf(each.run)), MarkRole);
    updateFoot();
}

void MatrixDialog::openCurrent()
{
    const int row = m_view->currentIndex().row();
    if (row >= 0 && !m_runs->cases().at(row).run.capsule.isEmpty())
        Q_EMIT openRequested(m_runs->cases().at(row).run);
}

void MatrixDialog::updateFoot()
{
    const QList<MatrixCase> &cases = m_runs->cases();
    const auto count = [&cases](auto wanted) { return int(std::count_if(cases.begin(), cases.end(), wanted)); };
    const int over = count([](const MatrixCase &each) { return each.isOver(); });
    const int good = count([](const MatrixCase &each) { return each.run.verdict == Verdict::Success; });
    m_summary->setText(over < cases.size() ? tr("%1 of %2 ended").arg(over).arg(cases.size()) : tr("%1 of %2 succeeded").arg(good).arg(cases.size()));
    m_stop->setEnabled(over < cases.size());
    const int row = m_view->currentIndex().row();
    m_open->setEnabled(row >= 0 && !cases.at(row).run.capsule.isEmpty());
}

} // namespace longshore

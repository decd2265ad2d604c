// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/mountsedit.h"

#include "model/jobs/jobpaths.h"
#include "ui/jobs/fieldrow.h"
#include "ui/jobs/fields/edittable.h"
#include "ui/jobs/fields/rowbuttons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int mostRows = 5; ///< that show without scrolling
constexpr int flagWidth = 88;

/// Without a slash it would name a volume.
QString asSource(const QString &folder, const JobDocument &job)
{
    const QString named = job.path().isEmpty() ? folder : pathInJob(folder, job.folder());
    return isMountPath(named) ? named : u"./"_s + named;
}

} // namespace

MountsEdit::MountsEdit(JobEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new MountsModel(editor, this))
    , m_table(editTable(m_model, u"mounts"_s, tr("Mounts"), this))
    , m_buttons(new RowButtons(u"mounts"_s, tr("Mounts"), tr("Add mount"), this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    auto *label = new PlainLabel(tr("Mounts"), TextRole::Body, Ink::Normal, this);
    label->setFixedWidth(metrics::formLabel);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(MountsModel::ReadOnlyColumn, QHeaderView::Fixed);
    m_table->header()->resizeSection(MountsModel::ReadOnlyColumn, flagWidth);
    m_problem->setObjectName(u"mountsProblem"_s);
    m_problem->setWordWrap(true);
    QToolButton *folder = m_buttons->addButton(u"folder-open"_s, tr("Choose a folder…"), u"browse"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(FieldRow::labelStart(), 0, metrics::field + metrics::gap, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(label, 0, 0, Qt::AlignTop);
    grid->addWidget(m_table, 0, 1);
    grid->addWidget(m_problem, 1, 1);
    grid->addWidget(m_buttons, 2, 1);
    setFocusProxy(m_table);
    connect(m_buttons, &RowButtons::addClicked, this, &MountsEdit::add);
    connect(m_buttons, &RowButtons::removeClicked, this, &MountsEdit::remove);
    connect(m_buttons, &RowButtons::moveClicked, this, &MountsEdit::move);
    connect(folder, &QToolButton::clicked, this, &MountsEdit::browse);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MountsEdit::showState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MountsEdit::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &MountsEdit::showState);
    showState();
}

void MountsEdit::showState()
{
    fitToRows(m_table, mostRows);
    m_buttons->showState(m_table->currentIndex().row(), m_model->rowCount());
    const QString wrong = m_model->problemSentence();
    m_problem->set(Mark::Error, wrong);
    m_problem->setVisible(!wrong.isEmpty());
}

void MountsEdit::add()
{
    const QModelIndex first = m_model->index(m_model->addRow(), MountsModel::SourceColumn);
    m_table->setCurrentIndex(first);
    m_table->setFocus();
    m_table->edit(first);
}

void MountsEdit::remove()
{
    const int row = m_table->currentIndex().row();
    m_model->removeRowAt(row);
    m_table->setCurrentIndex(m_model->index(qMin(row, m_model->rowCount() - 1), 0));
}

void MountsEdit::move(int by)
{
    const int row = m_table->currentIndex().row();
    m_model->moveRowBy(row, by);
    m_table->setCurrentIndex(m_model->index(qBound(0, row + by, m_model->rowCount() - 1), 0));
}

void MountsEdit::browse()
{
    auto *dialog = new QFileDialog(this, tr("A folder of this machine"), m_editor.document().folder());
    dialog->setObjectName(u"mountDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MountsEdit::take);
    dialog->open();
}

/// For the chosen row, else for a new one.
void MountsEdit::take(const QString &folder)
{
    const QString source = asSource(folder, m_editor.document());
    int row = m_table->currentIndex().row();
    if (row >= 0)
        m_model->setData(m_model->index(row, MountsModel::SourceColumn), source);
    else
        row = m_model->addRow(source);
    m_table->setCurrentIndex(m_model->index(row, MountsModel::TargetColumn));
    m_table->setFocus();
}

} // namespace longshore

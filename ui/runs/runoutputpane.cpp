// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runoutputpane.h"

#include "model/format.h"
#include "model/run/capsulefiles.h"
#include "model/run/runservice.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

RunOutputPane::RunOutputPane(QWidget *parent) : QWidget(parent)
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, bar);
    m_open = new QAction(Icons::get(u"folder-open"_s), tr("Open folder"), this);
    m_open->setObjectName(u"openOutputFolder"_s);
    connect(m_open, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(outputFolder(m_run.capsule))); });
    bar->add(m_sentence);
    bar->addStretch();
    bar->addAction(m_open);

    m_model = new QStandardItemModel(this);
    m_view = new QTreeView(this);
    m_view->setObjectName(u"outputTable"_s);
    m_view->setAccessibleName(tr("Outputs of the run"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));

    m_problems = new PlainLabel({}, TextRole::Small, Ink::Warning, this);
    m_problems->setObjectName(u"outputProblems"_s);
    m_problems->setWordWrap(true);
    m_problems->setSelectable();
    m_problems->setContentsMargins(16, 8, 16, 8);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_problems);
}

void RunOutputPane::setRun(const RunSummary &run)
{
    m_run = run;
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Name"), tr("Destination"), tr("Rows"), tr("Size"), tr("Columns"), tr("Primary key")});
    m_problems->hide();
    m_open->setVisible(QFileInfo::exists(outputFolder(run.capsule)));
    if (!run.finished())
        return m_sentence->setText(tr("The component has not ended yet; outputs are collected when it has."));
    const Result<RunResult> result = RunService::result(run);
    if (!result)
        return m_sentence->setText(tr("This run left no outputs."));
    fill(*result);
}

void RunOutputPane::fill(const RunResult &result)
{
    const auto row = [this](const QStringList &texts) {
        QList<QStandardItem *> items;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            auto *item = new QStandardItem(texts[i]);
            item->setEditable(false);
            if (i == 2 || i == 3)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            items << item;
        }
        m_model->appendRow(items);
    };
    for (const RunOutputTable &table : result.tables)
        row({u"tables/"_s + table.source, table.destination, table.rows < 0 ? format::none() : format::count(table.rows),
             format::bytes(table.bytes), table.columns.join(u", "_s), table.primaryKey.join(u", "_s)});
    for (const RunOutputFile &file : result.files)
        row({u"files/"_s + file.source, {}, {}, format::bytes(file.bytes), file.tags.join(u", "_s), {}});
    m_sentence->setText(result.tables.isEmpty() && result.files.isEmpty()
                            ? tr("The component wrote nothing to out/tables and out/files.")
                            : tr("%n table(s)", nullptr, int(result.tables.size())) + u" · "_s + tr("%n file(s)", nullptr, int(result.files.size())));
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->resizeColumnToContents(column);
    QStringList problems;
    for (const RunProblem &problem : result.problems)
        problems << (problem.path.isEmpty() ? problem.text : problem.path + u": "_s + problem.text);
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());
}

} // namespace longshore

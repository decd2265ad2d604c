// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runoutputpane.h"

#include "model/format.h"
#include "model/run/capsulefiles.h"
#include "model/run/outputlook.h"
#include "model/run/runservice.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

enum Column { Name, Destination, Rows, Size, Columns, Key };
enum Role { PathRole = Qt::UserRole, RowIdRole, ProblemsRole };

constexpr qsizetype mostExtras = 20;
constexpr qsizetype longestExtra = 120; ///< characters

/// A row whose output had problems has the mark; which ones stands below the list.
class OutputDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == Name && !index.data(ProblemsRole).toString().isEmpty())
            look.mark = Mark::Warning;
        if (index.column() == Name)
            look.elide = Qt::ElideMiddle;
        return look;
    }
};

} // namespace

RunOutputPane::RunOutputPane(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"outputSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    makeTable();
    m_splitter->addWidget(m_view);
    m_preview = new FilePreviewPane(m_splitter);
    m_splitter->addWidget(m_preview);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({200, 400});
    column->addWidget(m_splitter, 1);

    const auto foot = [&](const QString &name, Ink ink) {
        auto *label = new PlainLabel({}, TextRole::Small, ink, this);
        label->setObjectName(name);
        label->setWordWrap(true);
        label->setSelectable();
        label->setContentsMargins(16, 8, 16, 8);
        column->addWidget(label);
        return label;
    };
    m_extras = foot(u"outputExtras"_s, Ink::Muted);
    m_problems = foot(u"outputProblems"_s, Ink::Warning);
}

QWidget *RunOutputPane::makeBar()
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, bar);
    m_sentence->setObjectName(u"outputSentence"_s);
    m_open = new QAction(Icons::get(u"folder-open"_s), tr("Open folder"), this);
    m_open->setObjectName(u"openOutputFolder"_s);
    connect(m_open, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(outputFolder(m_run.capsule))); });
    m_copyPath = new QAction(Icons::get(u"edit-copy"_s), tr("Copy path"), this);
    m_copyPath->setObjectName(u"copyOutputPath"_s);
    m_copyPath->setShortcut(QKeySequence::Copy);
    m_copyPath->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copyPath, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(chosenPath()); });
    m_showInStorage = new QAction(Icons::get(u"server-database"_s), tr("Show in Storage"), this);
    m_showInStorage->setObjectName(u"showInStorage"_s);
    connect(m_showInStorage, &QAction::triggered, this, [this] { Q_EMIT storageRequested(chosenDestination()); });
    bar->add(m_sentence);
    bar->addStretch();
    bar->addAction(m_showInStorage);
    bar->addAction(m_copyPath);
    bar->addAction(m_open);
    return bar;
}

void RunOutputPane::makeTable()
{
    m_model = new QStandardItemModel(this);
    m_view = new QTreeView(this);
    m_view->setObjectName(u"outputTable"_s);
    m_view->setAccessibleName(tr("Outputs of the run"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new OutputDelegate(m_view));
    m_view->addAction(m_showInStorage);
    m_view->addAction(m_copyPath);
    m_view->addAction(m_open);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunOutputPane::preview);
}

void RunOutputPane::setRun(const RunSummary &run)
{
    m_run = run;
    m_result = {};
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Name"), tr("Destination"), tr("Rows"), tr("Size"), tr("Columns"), tr("Primary key")});
    for (const int column : {Rows, Size})
        m_model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    m_extras->hide();
    m_problems->hide();
    m_open->setVisible(QFileInfo::exists(outputFolder(run.capsule)));
    updateActions();
    m_splitter->hide();
    if (!run.finished())
        return m_sentence->setText(tr("The component has not ended yet; outputs are collected when it has."));
    const Result<RunResult> result = RunService::result(run);
    if (!result)
        return m_sentence->setText(tr("This run left no outputs."));
    fill(*result);
}

void RunOutputPane::addRow(const QStringList &texts, const QString &rowId, const QString &problems)
{
    QList<QStandardItem *> items;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        items << std::make_unique<QStandardItem>(texts[i]).release(); // the model takes it
        items.last()->setEditable(false);
        if (i == Rows || i == Size)
            items.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    items.first()->setData(texts.first(), PathRole);
    items.first()->setData(rowId, RowIdRole);
    items.first()->setData(problems, ProblemsRole);
    m_model->appendRow(items);
}

void RunOutputPane::fill(const RunResult &result)
{
    m_result = result;
    const auto problemsOf = [&](const QString &path) {
        QStringList texts;
        for (const RunProblem &problem : result.problems) {
            if (problem.path == path || problem.path == path + u".manifest"_s || problem.path.startsWith(path + u'/'))
                texts << problem.text;
        }
        return texts.join(u'\n');
    };
    for (const RunOutputTable &table : result.tables) {
        const QString path = u"tables/"_s + table.source;
        addRow({path, table.destination, table.rows < 0 ? format::none() : format::count(table.rows), format::bytes(table.bytes),
                table.columns.join(u", "_s), table.primaryKey.join(u", "_s)},
               table.rowId, problemsOf(u"out/"_s + path));
    }
    for (const RunOutputFile &file : result.files) {
        const QString path = u"files/"_s + file.source;
        addRow({path, {}, {}, format::bytes(file.bytes), file.tags.join(u", "_s), {}}, file.rowId, problemsOf(u"out/"_s + path));
    }
    const bool any = m_model->rowCount() > 0;
    const int tables = int(result.tables.size()), files = int(result.files.size());
    m_sentence->setText(any ? (tables == 1 ? tr("1 table") : tr("%n tables", nullptr, tables)) + u" · "_s + (files == 1 ? tr("1 file") : tr("%n files", nullptr, files))
                            : tr("The component wrote nothing to out/tables and out/files."));
    m_splitter->setVisible(any);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->resizeColumnToContents(column);
    if (any)
        m_view->setCurrentIndex(m_model->index(0, 0));
    QStringList problems;
    for (const RunProblem &problem : result.problems)
        problems << (problem.path.isEmpty() ? problem.text : problem.path + u": "_s + problem.text);
    m_problems->setText(problems.join(u'\n'));
    m_problems->setVisible(!problems.isEmpty());
    showExtras(result);
}

/// One line for each kind; `longshore run --json` has all of what is left out here.
void RunOutputPane::showExtras(const RunResult &result)
{
    QStringList lines;
    const auto addLine = [&](const QString &title, const QStringList &facts) {
        if (const qsizetype more = facts.size() - mostExtras; more > 0)
            lines << title.arg(facts.first(mostExtras).join(u" · "_s) + tr(" and %n more", nullptr, int(more)));
        else if (!facts.isEmpty())
            lines << title.arg(facts.join(u" · "_s));
    };
    const auto fact = [](const QString &name, const QString &value) {
        const QString whole = u"%1 = %2"_s.arg(name, value).simplified();
        return whole.size() > longestExtra ? whole.left(longestExtra) + u'…' : whole;
    };
    const auto artifacts = [&](const QList<RunArtifact> &files) {
        QStringList facts;
        for (const RunArtifact &artifact : files)
            facts << tr("%1 (file %2, %3)").arg(artifact.name).arg(artifact.fileId).arg(format::bytes(artifact.bytes));
        return facts;
    };
    QStringList usage, filledIn, left;
    const auto metrics = result.usage();
    for (const RunMetric &metric : metrics)
        usage << fact(metric.rowId.isEmpty() ? metric.metric : tr("%1, row %2").arg(metric.metric, metric.rowId), metric.value);
    for (const auto &[name, value] : result.variables.asKeyValueRange())
        filledIn << fact(name, value);
    const auto variables = result.outputVariables();
    for (const auto &[name, value] : variables.asKeyValueRange())
        left << fact(name, value.value_or(u"null"_s));
    addLine(tr("Usage: %1"), usage);
    addLine(tr("Variables filled in: %1"), filledIn);
    addLine(tr("Output variables: %1"), left);
    addLine(tr("Artifacts fetched: %1"), artifacts(result.downloaded()));
    addLine(tr("Artifacts stored: %1"), artifacts(result.uploaded()));
    m_extras->setText(lines.join(u'\n'));
    m_extras->setVisible(!lines.isEmpty());
}

QString RunOutputPane::chosenPath() const
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(Name);
    const QString name = index.data(PathRole).toString();
    return name.isEmpty() ? QString() : outputFolder(m_run.capsule, index.data(RowIdRole).toString()) + u'/' + name;
}

QString RunOutputPane::chosenDestination() const
{
    return m_view->currentIndex().siblingAtColumn(Destination).data().toString();
}

void RunOutputPane::updateActions()
{
    m_copyPath->setEnabled(!chosenPath().isEmpty());
    m_showInStorage->setEnabled(!chosenDestination().isEmpty());
}

void RunOutputPane::preview()
{
    const QString path = chosenPath();
    updateActions();
    if (path.isEmpty())
        return m_preview->clear({});
    const QString name = m_view->currentIndex().siblingAtColumn(Name).data(PathRole).toString();
    qint64 rows = -1;
    for (const RunOutputTable &table : std::as_const(m_result.tables)) {
        if (u"tables/"_s + table.source == name)
            rows = table.rows;
    }
    const bool isTable = name.startsWith(u"tables/"_s);
    m_preview->show(name, [path, isTable, rows] { return previewOutput(path, isTable, rows); });
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rundatapane.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

/// All, or what is not the same as before.
class RunDataPane::ChangesFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setOnlyChanges(bool only)
    {
        m_only = only;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return !m_only || sourceModel()->index(row, 0, parent).data(DataTreeModel::ChangeRole).toInt() != int(DataChange::Same);
    }

private:
    bool m_only = false;
};

namespace
{

constexpr int snapshotWidth = 320;

class DataDelegate : public RowDelegate
{
public:
    explicit DataDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        const auto change = DataChange(index.data(DataTreeModel::ChangeRole).toInt());
        const bool folder = index.data(DataTreeModel::FolderRole).toBool();
        if (index.column() == DataTreeModel::NameColumn)
            look.elide = Qt::ElideMiddle;
        if (index.column() == DataTreeModel::NameColumn && change == DataChange::Removed)
            look.ink = Ink::Muted;
        if (index.column() == DataTreeModel::ChangeColumn)
            look.ink = folder || change == DataChange::Same ? Ink::Muted
                       : change == DataChange::Added        ? Ink::Success
                       : change == DataChange::Removed      ? Ink::Error
                                                            : Ink::Accent;
        if (index.column() == DataTreeModel::SizeColumn && !index.data(DataTreeModel::NoteRole).toString().isEmpty())
            look.ink = Ink::Warning;
        return look;
    }
};

} // namespace

RunDataPane::RunDataPane(QWidget *parent) : QWidget(parent), m_filter(new ChangesFilter(this))
{
    auto *content = new QWidget(this);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins({});
    inside->setSpacing(0);
    inside->addWidget(makeBar());
    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"dataSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    makeTree();
    m_splitter->addWidget(m_view);
    m_preview = new FilePreviewPane(m_splitter);
    m_splitter->addWidget(m_preview);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({400, 600});
    inside->addWidget(m_splitter, 1);
    m_states = new StatePage(content, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunDataPane::preview);
}

QWidget *RunDataPane::makeBar()
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_shown = new QComboBox(bar);
    m_shown->setObjectName(u"dataSnapshot"_s);
    m_shown->setAccessibleName(tr("Snapshot of the data folder"));
    m_before = new QComboBox(bar);
    m_before->setObjectName(u"dataComparedWith"_s);
    m_before->setAccessibleName(tr("Compared with"));
    m_onlyChanges = new QCheckBox(tr("Only changes"), bar);
    m_onlyChanges->setObjectName(u"dataOnlyChanges"_s);
    m_facts = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, bar);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_facts->setObjectName(u"dataFacts"_s);
    for (QComboBox *box : {m_shown, m_before}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMaximumWidth(snapshotWidth);
        connect(box, &QComboBox::activated, this, &RunDataPane::list);
    }
    connect(m_onlyChanges, &QCheckBox::toggled, this, [this](bool on) { m_filter->setOnlyChanges(on && m_compared); });
    bar->add(m_shown, 2);
    bar->add(new PlainLabel(tr("compared with"), TextRole::Body, Ink::Muted, bar));
    bar->add(m_before, 2);
    bar->add(m_onlyChanges);
    bar->add(m_facts, 2);
    return bar;
}

void RunDataPane::makeTree()
{
    m_filter->setSourceModel(&m_model);
    m_filter->setRecursiveFilteringEnabled(false);
    m_view = new QTreeView(this);
    m_view->setObjectName(u"dataTree"_s);
    m_view->setAccessibleName(tr("Files of the data folder"));
    setUpTree(m_view);
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new DataDelegate(m_view));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(DataTreeModel::NameColumn, QHeaderView::Stretch);
    m_view->setColumnWidth(DataTreeModel::SizeColumn, 90);
    m_view->setColumnWidth(DataTreeModel::ChangeColumn, 150);
}

void RunDataPane::setRun(const RunSummary &run, const QList<StageSummary> &stages)
{
    const bool another = run.id != m_run.id;
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    m_stages = stages;
    if (another) {
        m_listing.cancel();
        m_snapshots.clear();
        m_model.setEntries({}, false);
        m_preview->clear(tr("Choose a file to look at it."));
        m_states->showLoading();
    }
    if (another || ended)
        m_loaded = false;
    if (!m_loaded && isVisible())
        load();
}

void RunDataPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // Stages of a run under way leave new snapshots behind.
    if (!m_loaded || !m_run.finished())
        load();
}

void RunDataPane::load()
{
    m_loaded = true;
    runAsync(this, [capsule = m_run.capsule] { return dataSnapshots(capsule); },
             [this, id = m_run.id](const QList<DataSnapshot> &snapshots) {
                 if (id == m_run.id)
                     showSnapshots(snapshots);
             });
}

QString RunDataPane::labelOf(const DataSnapshot &snapshot) const
{
    if (snapshot.stage < 0)
        return tr("Collected outputs");
    QString component;
    for (const StageSummary &stage : m_stages) {
        if (stage.number == snapshot.stage)
            component = stage.shortName();
    }
    const QString name = snapshot.isOutside ? tr("%1 (your folder as it is now)").arg(snapshot.name) : snapshot.name.section(u'.', 0, 0);
    return component.isEmpty() ? tr("Stage %1: %2").arg(snapshot.stage + 1).arg(name)
                               : tr("Stage %1, %2: %3").arg(QString::number(snapshot.stage + 1), component, name);
}

void RunDataPane::showSnapshots(const QList<DataSnapshot> &snapshots)
{
    if (snapshots == m_snapshots && !snapshots.isEmpty())
        return;
    m_snapshots = snapshots;
    if (snapshots.isEmpty()) {
        m_states->showEmpty({u"view-list-tree"_s, tr("No data folder was kept"),
                             m_run.finished() ? tr("This run kept no snapshot of its data folder and wrote no outputs. A run with --debug keeps one before each stage.")
                                              : tr("Snapshots of the data folder appear here as the stages end."),
                             nullptr, {}, {}});
        Q_EMIT listed();
        return;
    }
    m_shown->clear();
    m_before->clear();
    m_before->addItem(tr("nothing"));
    for (const DataSnapshot &snapshot : snapshots) {
        m_shown->addItem(withoutMnemonic(labelOf(snapshot)));
        m_before->addItem(withoutMnemonic(labelOf(snapshot)));
    }
    m_shown->setCurrentIndex(int(snapshots.size()) - 1);
    m_before->setCurrentIndex(0);
    m_states->showContent();
    list();
}

void RunDataPane::list()
{
    const int shown = m_shown->currentIndex();
    if (shown < 0 || shown >= m_snapshots.size())
        return;
    m_listing.cancel();
    m_listing = {};
    const int with = m_before->currentIndex() - 1;
    const std::optional<DataSnapshot> before = with >= 0 && with != shown ? std::optional(m_snapshots[with]) : std::nullopt;
    m_compared = before.has_value();
    m_onlyChanges->setEnabled(m_compared);
    m_facts->setText(tr("reading…"));
    runAsync(this, [snapshot = m_snapshots[shown], before, token = m_listing] { return compareSnapshots(snapshot, before, token); },
             [this](const Result<DataComparison> &comparison) { take(comparison); }, m_listing);
}

void RunDataPane::take(const Result<DataComparison> &comparison)
{
    const QString chosen = m_view->currentIndex().siblingAtColumn(0).data(DataTreeModel::PathRole).toString();
    if (!comparison) {
        m_model.setEntries({}, false);
        m_facts->setText({});
        m_preview->clear(comparison.error().sentence());
        Q_EMIT listed();
        return;
    }
    m_model.setEntries(comparison->entries, m_compared);
    m_filter->setOnlyChanges(m_onlyChanges->isChecked() && m_compared);
    const int files = m_model.fileCount(), changes = m_model.changeCount();
    QStringList facts{files == 1 ? tr("1 file") : tr("%n files", nullptr, files), format::bytes(m_model.totalSize())};
    if (m_compared)
        facts << (changes == 0 ? tr("no difference") : changes == 1 ? tr("1 difference") : tr("%n differences", nullptr, changes));
    if (!comparison->isWhole)
        facts << tr("only the first %1 are listed").arg(format::count(mostDataEntries));
    m_facts->setText(facts.join(u" · "_s));
    m_view->expandToDepth(2);
    const QModelIndex again = m_filter->mapFromSource(m_model.find(chosen));
    if (!chosen.isEmpty() && again.isValid())
        m_view->setCurrentIndex(again);
    else
        m_preview->clear(tr("Choose a file to look at it."));
    Q_EMIT listed();
}

void RunDataPane::preview()
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(0);
    const int shown = m_shown->currentIndex();
    if (!index.isValid() || shown < 0 || shown >= m_snapshots.size())
        return m_preview->clear(tr("Choose a file to look at it."));
    if (index.data(DataTreeModel::FolderRole).toBool())
        return m_preview->clear(tr("A folder. Choose a file to look at it."));
    if (const QString note = index.data(DataTreeModel::NoteRole).toString(); !note.isEmpty())
        return m_preview->clear(tr("This is %1; it is not opened.").arg(note));
    const bool gone = DataChange(index.data(DataTreeModel::ChangeRole).toInt()) == DataChange::Removed;
    const int from = gone ? m_before->currentIndex() - 1 : shown;
    if (from < 0 || from >= m_snapshots.size())
        return;
    const QString name = index.data(DataTreeModel::PathRole).toString();
    // A file that is gone is named as in the snapshot shown, and lies in the other.
    QString inside = name;
    if (gone && m_snapshots[shown].part.isEmpty() && !m_snapshots[from].part.isEmpty())
        inside.remove(0, m_snapshots[from].part.size() + 1);
    else if (gone && !m_snapshots[shown].part.isEmpty() && m_snapshots[from].part.isEmpty())
        inside.prepend(m_snapshots[shown].part + u'/');
    m_preview->show(name, [snapshot = m_snapshots[from], name, inside]() -> Result<FilePreview> {
        const Result<FileHead> head = readSnapshotFile(snapshot, inside);
        if (!head)
            return fail(head.error());
        return makePreview(name, *head);
    });
}

} // namespace longshore

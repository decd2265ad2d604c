// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runcomparepane.h"

#include "model/format.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QStandardItemModel>
#include <QTreeView>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

enum Column { Name, Other, This, Difference };
constexpr int DifferentRole = Qt::UserRole;

class CompareDelegate : public RowDelegate
{
public:
    explicit CompareDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        const bool isSection = !index.parent().isValid();
        if (isSection)
            look.role = TextRole::Heading;
        else if (index.siblingAtColumn(Name).data(DifferentRole).toBool())
            look.ink = index.column() == Difference ? Ink::Accent : Ink::Normal;
        else
            look.ink = Ink::Muted;
        if (!isSection && index.column() == Name)
            look.elide = Qt::ElideMiddle;
        return look;
    }
};

/// "+ 12 rows · − 3 · 4 changed · 120 same".
QString wordsOf(const TableDifference &difference)
{
    QStringList words;
    const auto add = [&words](const QString &text, qint64 count) {
        if (count > 0)
            words << text.arg(format::count(count));
    };
    add(RunComparePane::tr("%1 rows added"), difference.added);
    add(RunComparePane::tr("%1 removed"), difference.removed);
    add(RunComparePane::tr("%1 changed"), difference.changed);
    add(RunComparePane::tr("%1 the same"), difference.same);
    if (!difference.addedColumns.isEmpty())
        words << RunComparePane::tr("new columns %1").arg(difference.addedColumns.join(u", "_s));
    if (!difference.removedColumns.isEmpty())
        words << RunComparePane::tr("without %1").arg(difference.removedColumns.join(u", "_s));
    if (!difference.byKey)
        words << RunComparePane::tr("whole rows compared, as they have no primary key in common");
    return words.join(u" · "_s);
}

QString orNone(const QString &text)
{
    return text.isNull() ? format::none() : text;
}

} // namespace

RunComparePane::RunComparePane(QWidget *parent) : SentencePane(u"compareSentence"_s, u"compareTable"_s, tr("Differences between two runs"), parent)
{
    m_view->setItemDelegate(new CompareDelegate(m_view));
}

void RunComparePane::clear()
{
    m_comparing.cancel();
    m_comparing = {};
    m_model->clear();
}

void RunComparePane::compare(const RunSummary &run, const RunSummary &other)
{
    clear();
    m_sentence->setText(tr("Compared with %1 of %2").arg(other.jobName, format::dateTime(other.created)));
    m_model->setHorizontalHeaderLabels({tr("What"), format::dateTime(other.created), tr("This run"), tr("Difference")});
    m_states->showLoading();
    runAsync(this, [run, other, token = m_comparing] { return compareRuns(other, run, token); },
             [this](const Result<RunComparison> &comparison) { take(comparison); }, m_comparing);
}

void RunComparePane::take(const Result<RunComparison> &comparison)
{
    if (!comparison)
        return m_states->showError(tr("The runs cannot be compared"), comparison.error());
    addValues(tr("The run"), comparison->facts);
    addValues(tr("Configuration as sent, secrets masked"), comparison->configuration);
    addTables(comparison->tables);
    addValues(tr("Output files"), comparison->files);
    m_view->expandAll();
    const QList<int> widths{280, 220, 220};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->setCurrentIndex(m_model->index(0, 0));
    m_states->showContent();
}

QStandardItem *RunComparePane::addSection(const QString &title)
{
    auto item = std::make_unique<QStandardItem>(title);
    item->setEditable(false);
    m_model->appendRow(item.get());
    return item.release(); // the model has it
}

void RunComparePane::addRow(QStandardItem *section, const QStringList &texts, bool isDifferent)
{
    const QList<QStandardItem *> items = textRow(texts);
    items.first()->setData(isDifferent, DifferentRole);
    section->appendRow(items);
}

void RunComparePane::addValues(const QString &title, const QList<ComparedValue> &values)
{
    QStandardItem *section = addSection(title);
    for (const ComparedValue &value : values) {
        const QString difference = value.isSame() ? QString() : value.before.isNull() ? tr("new") : value.after.isNull() ? tr("gone") : tr("changed");
        addRow(section, {value.name, orNone(value.before), orNone(value.after), difference}, !value.isSame());
    }
    if (values.isEmpty())
        addRow(section, {tr("no difference"), {}, {}, {}}, false);
}

void RunComparePane::addTables(const QList<ComparedTable> &tables)
{
    QStandardItem *section = addSection(tr("Output tables"));
    for (const ComparedTable &table : tables) {
        const QString there = tr("written"), missing = format::none();
        const QString difference = !table.isBefore               ? tr("new")
                                   : !table.isAfter              ? tr("gone")
                                   : !table.difference           ? table.trouble
                                   : table.difference->isSame() ? tr("the same, %1 rows").arg(format::count(table.difference->same))
                                                                : wordsOf(*table.difference);
        addRow(section, {table.source, table.isBefore ? there : missing, table.isAfter ? there : missing, difference},
               !table.difference || !table.difference->isSame());
    }
    if (tables.isEmpty())
        addRow(section, {tr("neither wrote any"), {}, {}, {}}, false);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/entriesfield.h"

#include "model/jobs/arraytablemodel.h"
#include "model/jobs/mappingsources.h"
#include "model/json/json.h"
#include "ui/jobs/fields/objectfield.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/rowdelegate.h"

#include <QLayout>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int shownColumns = 3; ///< that tell one entry from another

/// A row is wrong when any of its fields is, seen here or not; the mark stands at its beginning.
class EntryDelegate : public RowDelegate
{
public:
    EntryDelegate(FormModel &form, const ArrayTableModel &table, const QString &path, QObject *parent)
        : RowDelegate(parent)
        , m_form(form)
        , m_table(table)
        , m_path(path)
    {
    }

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == 0 && hasErrors(m_form.problemsBelow(joinPath(m_path, index.row()))))
            look.mark = Mark::Error;
        if (look.text.isEmpty()) {
            look.text = emptyText(index);
            look.ink = Ink::Muted;
        }
        return look;
    }

private:
    /// What counts where nothing is said.
    QString emptyText(const QModelIndex &index) const
    {
        const QString cell = m_table.cellPath(index);
        const MappingSources *sources = m_form.sources();
        const QString counts = sources ? sources->fallback(m_table.field(index.column()).suggestion.what, m_form.suggestionOf(cell)) : QString();
        return !counts.isEmpty() ? counts : index.column() == 0 ? EntriesField::tr("still to be chosen") : u"–"_s;
    }

    FormModel &m_form;
    const ArrayTableModel &m_table;
    QString m_path;
};

} // namespace

EntriesField::EntriesField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : TableField(model, spec, path, parent, tr("Add %1").arg(spec.children.front().title.toLower()))
    , m_depth(depth)
{
    view()->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view()->setItemDelegate(new EntryDelegate(model, table(), path, view()));
    for (int column = shownColumns; column < table().columnCount(); ++column)
        view()->setColumnHidden(column, true);
    connect(&table(), &QAbstractItemModel::modelReset, this, &EntriesField::keepRow);
    keepRow();
}

/// The rows are new: the one that was shown stays chosen.
void EntriesField::keepRow()
{
    const int row = qBound(-1, qMax(m_row, 0), table().rowCount() - 1);
    view()->setCurrentIndex(table().index(row, 0));
    showDetail(row);
}

void EntriesField::showState()
{
    TableField::showState();
    if (currentRow() >= 0 && currentRow() != m_row)
        showDetail(currentRow());
}

void EntriesField::showDetail(int row)
{
    if (row == m_row && m_detail)
        return m_detail->reload();
    if (m_detail) {
        // A button of the old fields may be the one that was clicked: it must outlive its signal.
        m_detail->hide();
        m_detail->setParent(nullptr);
        m_detail->deleteLater();
        m_detail = nullptr;
    }
    m_row = row;
    if (row < 0)
        return;
    auto *fields = new ObjectField(model(), spec().children.front(), joinPath(path(), row), m_depth, this);
    fields->make();
    m_detail = fields;
    m_detail->setStacked(m_stacked);
    m_detail->setOnlyChanged(m_onlyChanged);
    connect(m_detail, &FieldEditor::edited, this, &FieldEditor::edited);
    m_detail->setContentsMargins(0, metrics::gap, 0, 0);
    layout()->addWidget(m_detail);
    m_detail->show();
}

void EntriesField::begin(const QModelIndex &first)
{
    showDetail(first.row());
    m_detail->focusField();
}

void EntriesField::refresh(const QString &changed)
{
    TableField::refresh(changed);
    if (m_detail)
        m_detail->refresh(changed);
}

void EntriesField::reload()
{
    TableField::reload();
    keepRow();
}

void EntriesField::setStacked(bool stacked)
{
    m_stacked = stacked;
    if (m_detail)
        m_detail->setStacked(stacked);
}

void EntriesField::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    if (m_detail)
        m_detail->setOnlyChanged(only);
}

void EntriesField::showProblems()
{
    TableField::showProblems();
    if (m_detail)
        m_detail->showProblems();
}

bool EntriesField::goTo(const QString &fieldPath)
{
    const QModelIndex cell = table().indexOf(fieldPath);
    if (!cell.isValid())
        return TableField::goTo(fieldPath);
    view()->setCurrentIndex(cell);
    if (!m_detail->goTo(fieldPath))
        m_detail->focusField();
    return true;
}

} // namespace longshore

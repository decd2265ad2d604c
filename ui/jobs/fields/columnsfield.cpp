// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/columnsfield.h"

#include "ui/jobs/fields/checkdelegate.h"
#include "ui/jobs/fields/rowbuttons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plaintext.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int mostRows = 7; ///< that show without scrolling
constexpr int typeWidth = 150;
}

ColumnsField::ColumnsField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_tree(new QTreeWidget(this))
{
    setUpTree(m_tree);
    m_tree->setFrameShape(QFrame::StyledPanel);
    m_tree->setRootIsDecorated(false);
    m_tree->setHeaderLabels({tr("Column"), tr("Type")});
    m_tree->setItemDelegate(new CheckDelegate(m_tree));
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->resizeSection(1, typeWidth);
    adopt(m_tree);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_tree);
    column->addWidget(makeFoot());
    connect(m_tree, &QTreeWidget::itemChanged, this, &ColumnsField::write);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ColumnsField::showState);
    connect(&model, &FormModel::suggestionsChanged, this, [this] { showValue(); });
    connect(&model, &FormModel::documentChanged, this, [this, last = model.suggestionOf(path)]() mutable {
        if (const QString now = this->model().suggestionOf(this->path()); now != last) {
            last = now;
            showValue();
        }
    });
    ColumnsField::showValue();
}

QWidget *ColumnsField::makeFoot()
{
    m_buttons = new RowButtons(u"field."_s + path(), spec().title, tr("Add"), this);
    m_buttons->setOffered(false, false, true);
    m_new = new QLineEdit(m_buttons);
    m_new->setObjectName(u"new."_s + path());
    m_new->setAccessibleName(tr("Add to %1").arg(spec().title));
    m_new->setPlaceholderText(tr("Another column, then Enter"));
    m_new->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    connect(m_new, &QLineEdit::returnPressed, this, &ColumnsField::addTyped);
    connect(m_buttons, &RowButtons::moveClicked, this, &ColumnsField::move);
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_new, 1);
    row->addWidget(m_buttons);
    return foot;
}

void ColumnsField::addRow(const QString &name, const QString &type, bool chosen)
{
    auto *item = new QTreeWidgetItem(m_tree, {name, type});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren);
    item->setCheckState(0, chosen ? Qt::Checked : Qt::Unchecked);
}

/// What is chosen, in its order, then what else there is.
void ColumnsField::showValue()
{
    const QSignalBlocker quiet(m_tree);
    const QString current = m_tree->currentItem() ? m_tree->currentItem()->text(0) : QString();
    const QList<FieldChoice> known = model().suggestions(path());
    const QStringList chosen = model().value(path()).toStringList();
    const auto typeOf = [&known](const QString &name) {
        const auto found = std::find_if(known.begin(), known.end(), [&name](const FieldChoice &one) { return one.value == name; });
        return found != known.end() ? found->title : known.isEmpty() ? QString() : tr("not in the table");
    };
    m_tree->clear();
    for (const QString &name : chosen)
        addRow(name, typeOf(name), true);
    for (const FieldChoice &one : known) {
        if (!chosen.contains(one.value.toString()))
            addRow(one.value.toString(), one.title, false);
    }
    const QList<QTreeWidgetItem *> again = m_tree->findItems(current, Qt::MatchExactly, 0);
    if (!current.isEmpty() && !again.isEmpty())
        m_tree->setCurrentItem(again.first());
    showState();
}

void ColumnsField::write()
{
    QVariantList chosen;
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        if (m_tree->topLevelItem(row)->checkState(0) == Qt::Checked)
            chosen.append(m_tree->topLevelItem(row)->text(0));
    }
    commit([&] { model().setValue(path(), chosen.isEmpty() ? QVariant() : QVariant(chosen)); });
    showState();
}

void ColumnsField::move(int by)
{
    const int row = m_tree->indexOfTopLevelItem(m_tree->currentItem());
    if (row < 0 || row + by < 0 || row + by >= m_tree->topLevelItemCount())
        return;
    QTreeWidgetItem *item = m_tree->takeTopLevelItem(row);
    m_tree->insertTopLevelItem(row + by, item);
    m_tree->setCurrentItem(item);
    write();
}

void ColumnsField::addTyped()
{
    const QString name = m_new->text().trimmed();
    m_new->clear();
    if (name.isEmpty())
        return;
    const QList<QTreeWidgetItem *> same = m_tree->findItems(name, Qt::MatchExactly | Qt::MatchCaseSensitive, 0);
    if (!same.isEmpty())
        return same.first()->setCheckState(0, Qt::Checked);
    const QVariantList chosen = model().value(path()).toList() + QVariantList{name};
    commit([&] { model().setValue(path(), chosen); });
    showValue();
}

/// Without any column there is no list.
void ColumnsField::focusField()
{
    (m_tree->isVisibleTo(this) ? static_cast<QWidget *>(m_tree) : m_new)->setFocus(Qt::OtherFocusReason);
}

void ColumnsField::showState()
{
    m_buttons->showState(m_tree->indexOfTopLevelItem(m_tree->currentItem()), m_tree->topLevelItemCount());
    const int rows = qBound(1, m_tree->topLevelItemCount(), mostRows);
    m_tree->setVisible(m_tree->topLevelItemCount() > 0);
    m_tree->setFixedHeight(metrics::height(metrics::header, fontMetrics()) + rows * metrics::height(metrics::row, fontMetrics()) + 2 * m_tree->frameWidth());
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/tablefield.h"

#include "model/json/json.h"
#include "ui/jobs/fields/tabledelegate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plaintext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr std::size_t mostColumns = 6; ///< of a list that does not ask to be a table
constexpr int mostRows = 8;            ///< that show without scrolling
}

bool TableField::canShow(const FieldSpec &spec)
{
    if (spec.children.empty() || spec.children.front().kind != FieldKind::Object || spec.maximumItems == 1)
        return false;
    const std::vector<FieldSpec> &fields = spec.children.front().children;
    const bool flat = std::all_of(fields.begin(), fields.end(), [](const FieldSpec &field) {
        const bool single = field.kind == FieldKind::String || field.kind == FieldKind::Integer || field.kind == FieldKind::Number ||
                            field.kind == FieldKind::Boolean || field.kind == FieldKind::Date ||
                            (field.kind == FieldKind::Enum && field.choiceSource.action.isEmpty());
        return single && field.conditions.isEmpty();
    });
    return flat && (spec.format == "table"_L1 || fields.size() <= mostColumns);
}

TableField::TableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_table(new ArrayTableModel(model, spec, path, this))
    , m_view(new QTreeView(this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_view);
    column->addWidget(m_problem);
    if (!spec.readOnly)
        column->addWidget(makeButtons());
    m_problem->setObjectName(u"rowError."_s + path);
    m_problem->setWordWrap(true);
    connect(&model, &FormModel::problemsChanged, this, &TableField::showState);
    connect(m_table, &QAbstractItemModel::modelReset, this, &TableField::showState);
    connect(m_table, &QAbstractItemModel::dataChanged, this, &TableField::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &TableField::showState);
    showState();
}

void TableField::makeTable()
{
    setUpTree(m_view);
    m_view->setFrameShape(QFrame::StyledPanel);
    m_view->setRootIsDecorated(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setAllColumnsShowFocus(false);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setTabKeyNavigation(false);
    m_view->setItemDelegate(new TableDelegate(*m_table, model(), m_view));
    m_view->setModel(m_table);
    m_view->header()->setSectionsMovable(false);
    m_view->header()->setSectionResizeMode(QHeaderView::Stretch);
    adopt(m_view);
}

QWidget *TableField::makeButtons()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(metrics::unit);
    const auto button = [&](const QString &icon, const QString &word, const QString &name, bool iconOnly) {
        QToolButton *made = flatButton(icon, word, u"field.%1.%2"_s.arg(path(), name), bar);
        made->setAccessibleName(tr("%1: %2").arg(spec().title, word));
        if (iconOnly) {
            made->setToolButtonStyle(Qt::ToolButtonIconOnly);
            setPlainToolTip(made, word);
        }
        row->addWidget(made);
        return made;
    };
    m_add = button(u"list-add"_s, tr("Add row"), u"add"_s, false);
    m_remove = button(u"list-remove"_s, tr("Remove row"), u"remove"_s, true);
    m_up = button(u"go-up"_s, tr("Move up"), u"up"_s, true);
    m_down = button(u"go-down"_s, tr("Move down"), u"down"_s, true);
    row->addStretch(1);
    QToolButton *pasted = button(u"edit-paste"_s, tr("Paste rows"), u"paste"_s, false);
    setPlainToolTip(pasted, tr("Adds the rows of the clipboard: CSV, or cells of a spreadsheet"));
    m_add->setVisible(spec().canAdd);
    pasted->setVisible(spec().canAdd);
    m_remove->setVisible(spec().canDelete);
    m_up->setVisible(spec().canReorder);
    m_down->setVisible(spec().canReorder);
    connect(m_add, &QToolButton::clicked, this, &TableField::add);
    connect(m_remove, &QToolButton::clicked, this, &TableField::remove);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(pasted, &QToolButton::clicked, this, &TableField::paste);
    return bar;
}

int TableField::currentRow() const
{
    return m_view->currentIndex().row();
}

void TableField::add()
{
    model().addItem(path());
    const QModelIndex first = m_table->index(m_table->rowCount() - 1, 0);
    m_view->setCurrentIndex(first);
    m_view->setFocus();
    if (m_table->flags(first).testFlag(Qt::ItemIsEditable))
        m_view->edit(first);
    Q_EMIT edited();
}

void TableField::remove()
{
    const int row = currentRow();
    if (row < 0)
        return;
    model().removeItem(path(), row);
    m_view->setCurrentIndex(m_table->index(qMin(row, m_table->rowCount() - 1), 0));
    m_view->setFocus();
    Q_EMIT edited();
}

void TableField::move(int by)
{
    const int row = currentRow();
    if (row < 0)
        return;
    model().moveItem(path(), row, row + by);
    m_view->setCurrentIndex(m_table->index(qBound(0, row + by, m_table->rowCount() - 1), 0));
    Q_EMIT edited();
}

void TableField::paste()
{
    if (m_table->addText(QGuiApplication::clipboard()->text()) > 0)
        Q_EMIT edited();
}

void TableField::showState()
{
    fitHeight();
    const QString sentence = m_table->problemSentence();
    m_problem->set(Mark::Error, sentence);
    m_problem->setVisible(!sentence.isEmpty());
    if (!m_add)
        return;
    const int rows = m_table->rowCount();
    const int row = currentRow();
    m_add->setEnabled(!spec().maximumItems || rows < *spec().maximumItems);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < rows);
}

void TableField::fitHeight()
{
    const int row = metrics::height(metrics::row, fontMetrics());
    const int rows = qBound(1, m_table->rowCount(), mostRows);
    m_view->setFixedHeight(metrics::height(metrics::header, fontMetrics()) + rows * row + 2 * m_view->frameWidth());
}

void TableField::reload()
{
    showState();
}

void TableField::showProblems()
{
    showState();
}

bool TableField::goTo(const QString &fieldPath)
{
    if (const QModelIndex cell = m_table->indexOf(fieldPath); cell.isValid()) {
        m_view->setCurrentIndex(cell);
        m_view->scrollTo(cell);
    }
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void TableField::focusField()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

bool TableField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste) && m_add && m_add->isVisibleTo(this)) {
            paste();
            return true;
        }
        if (key->key() == Qt::Key_Delete && m_remove && m_remove->isVisibleTo(this)) {
            remove();
            return true;
        }
        const int by = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1 : 0;
        if (by != 0 && key->modifiers() == Qt::AltModifier && m_up && m_up->isVisibleTo(this)) {
            move(by);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/tablefield.h"

#include "model/json/json.h"
#include "ui/jobs/fields/edittable.h"
#include "ui/jobs/fields/rowbuttons.h"
#include "ui/jobs/fields/tabledelegate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plaintext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QToolButton>
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

TableField::TableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent, const QString &addWord)
    : FieldEditor(model, spec, path, parent)
    , m_table(new ArrayTableModel(model, spec, path, this))
    , m_view(editTable(m_table, {}, spec.title, this))
    , m_problem(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
{
    m_view->setItemDelegate(new TableDelegate(*m_table, model, m_view));
    adopt(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_view);
    column->addWidget(m_problem);
    if (!spec.readOnly)
        column->addWidget(makeButtons(addWord));
    m_problem->setObjectName(u"rowError."_s + path);
    m_problem->setWordWrap(true);
    const auto show = [this] { showState(); };
    connect(&model, &FormModel::problemsChanged, this, show);
    connect(m_table, &QAbstractItemModel::modelReset, this, show);
    connect(m_table, &QAbstractItemModel::dataChanged, this, show);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, show);
    TableField::showState();
}

QWidget *TableField::makeButtons(const QString &addWord)
{
    m_buttons = new RowButtons(u"field."_s + path(), spec().title, addWord, this);
    QToolButton *pasted = m_buttons->addButton(u"edit-paste"_s, tr("Paste rows"), u"paste"_s);
    setPlainToolTip(pasted, tr("Adds the rows of the clipboard: CSV, or cells of a spreadsheet"));
    m_buttons->setOffered(spec().canAdd, spec().canDelete, spec().canReorder);
    pasted->setVisible(spec().canAdd && canShow(spec()));
    connect(m_buttons, &RowButtons::addClicked, this, &TableField::add);
    connect(m_buttons, &RowButtons::removeClicked, this, &TableField::remove);
    connect(m_buttons, &RowButtons::moveClicked, this, &TableField::move);
    connect(pasted, &QToolButton::clicked, this, &TableField::paste);
    return m_buttons;
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
    begin(first);
    Q_EMIT edited();
}

void TableField::begin(const QModelIndex &first)
{
    m_view->setFocus();
    if (m_table->flags(first).testFlag(Qt::ItemIsEditable))
        m_view->edit(first);
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
    fitToRows(m_view, mostRows);
    const QString sentence = m_table->problemSentence();
    m_problem->set(Mark::Error, sentence);
    m_problem->setVisible(!sentence.isEmpty());
    const int rows = m_table->rowCount();
    if (m_buttons)
        m_buttons->showState(currentRow(), rows, spec().maximumItems && rows >= *spec().maximumItems);
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
        if (key->matches(QKeySequence::Paste) && m_buttons && m_buttons->canAdd() && canShow(spec())) {
            paste();
            return true;
        }
        if (key->key() == Qt::Key_Delete && m_buttons && m_buttons->canRemove()) {
            remove();
            return true;
        }
        const int by = key->key() == Qt::Key_Up ? -1 : key->key() == Qt::Key_Down ? 1 : 0;
        if (by != 0 && key->modifiers() == Qt::AltModifier && m_buttons && m_buttons->canMove()) {
            move(by);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore

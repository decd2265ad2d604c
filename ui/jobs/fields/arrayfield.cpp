// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/arrayfield.h"

#include "model/json/json.h"
#include "ui/jobs/problemline.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

ArrayField::ArrayField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_depth(depth)
    , m_column(new QVBoxLayout(this))
    , m_add(flatButton(u"list-add"_s, tr("Add"), u"field."_s + path + u".add"_s, this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(metrics::gap);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_add->setAccessibleName(tr("Add to %1").arg(spec.title));
    m_add->setVisible(spec.canAdd && !spec.readOnly);
    connect(m_add, &QToolButton::clicked, this, &ArrayField::add);
    connect(&model, &FormModel::itemsChanged, this, [this](const QString &changed) {
        if (changed == this->path())
            rebuild();
    });
    rebuild();
}

void ArrayField::rebuild()
{
    if (m_items) {
        // A button of the old items may be the one that was clicked: it must outlive its signal.
        m_items->hide();
        m_items->setParent(nullptr);
        m_items->deleteLater();
    }
    m_editors.clear();
    m_items = new QWidget(this);
    auto *column = new QVBoxLayout(m_items);
    column->setContentsMargins({});
    column->setSpacing(metrics::gap);
    const int count = model().itemCount(path());
    for (int i = 0; i < count; ++i)
        column->addWidget(makeItem(i));
    m_column->insertWidget(0, m_items);
    m_items->setVisible(count > 0);
    m_add->setEnabled(!spec().maximumItems || count < *spec().maximumItems); // U7: at most one
    setStacked(m_stacked);
    if (m_onlyChanged)
        setOnlyChanged(true);
}

QWidget *ArrayField::makeItem(int index)
{
    auto *item = new QWidget(m_items);
    auto *row = new QHBoxLayout(item);
    row->setContentsMargins({});
    row->setSpacing(metrics::unit);
    const QString itemPath = joinPath(path(), index);
    FieldEditor *editor = makeFieldEditor(model(), spec().children.front(), itemPath, m_depth + 1, item);
    m_editors.append(editor);
    auto *problem = new ProblemLine(model(), itemPath, {}, item);
    connect(editor, &FieldEditor::edited, problem, &ProblemLine::hold);
    connect(editor, &FieldEditor::edited, this, &FieldEditor::edited);
    connect(editor, &FieldEditor::left, problem, &ProblemLine::tell);
    connect(problem, &ProblemLine::wrong, editor, &FieldEditor::setWrong);
    auto *column = new QVBoxLayout;
    column->setSpacing(metrics::unit);
    column->addWidget(editor);
    column->addWidget(problem);
    row->addLayout(column, 1);
    addItemButtons(row, index, item);
    return item;
}

void ArrayField::addItemButtons(QHBoxLayout *row, int index, QWidget *item)
{
    const int count = model().itemCount(path());
    if (spec().canReorder && !spec().readOnly && spec().maximumItems != 1) {
        QToolButton *up = itemButton(u"go-up"_s, tr("Move up"), u"up"_s, index, item);
        QToolButton *down = itemButton(u"go-down"_s, tr("Move down"), u"down"_s, index, item);
        up->setEnabled(index > 0);
        down->setEnabled(index + 1 < count);
        connect(up, &QToolButton::clicked, this, [this, index] { move(index, index - 1); });
        connect(down, &QToolButton::clicked, this, [this, index] { move(index, index + 1); });
        row->addWidget(up, 0, Qt::AlignTop);
        row->addWidget(down, 0, Qt::AlignTop);
    }
    if (!spec().canDelete || spec().readOnly)
        return;
    QToolButton *remove = itemButton(u"list-remove"_s, tr("Remove"), u"remove"_s, index, item);
    row->addWidget(remove, 0, Qt::AlignTop);
    connect(remove, &QToolButton::clicked, this, [this, index] {
        model().removeItem(path(), index);
        m_add->setFocus();
        Q_EMIT edited();
    });
}

QToolButton *ArrayField::itemButton(const QString &icon, const QString &word, const QString &what, int index,
                                    QWidget *parent)
{
    QToolButton *button = flatButton(icon, word, u"field.%1.%2"_s.arg(joinPath(path(), index), what), parent);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(tr("%1: item %2 of %3").arg(word).arg(index + 1).arg(spec().title));
    setPlainToolTip(button, word);
    return button;
}

void ArrayField::add()
{
    model().addItem(path());
    if (!m_editors.isEmpty())
        m_editors.last()->focusField();
    Q_EMIT edited();
}

void ArrayField::move(int from, int to)
{
    model().moveItem(path(), from, to);
    if (to >= 0 && to < m_editors.size())
        m_editors[to]->focusField();
    Q_EMIT edited();
}

void ArrayField::refresh(const QString &changed)
{
    if (model().itemCount(path()) != m_editors.size())
        return rebuild();
    for (FieldEditor *editor : m_editors)
        editor->refresh(changed);
}

void ArrayField::reload()
{
    rebuild();
}

void ArrayField::setStacked(bool stacked)
{
    m_stacked = stacked;
    for (FieldEditor *editor : m_editors)
        editor->setStacked(stacked);
}

void ArrayField::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    for (FieldEditor *editor : m_editors)
        editor->setOnlyChanged(only);
}

void ArrayField::showProblems()
{
    for (FieldEditor *editor : m_editors)
        Q_EMIT editor->left();
    for (FieldEditor *editor : m_editors)
        editor->showProblems();
}

bool ArrayField::goTo(const QString &fieldPath)
{
    for (FieldEditor *editor : m_editors) {
        const QString &here = editor->path();
        if (fieldPath == here || fieldPath.startsWith(here + u'.')) {
            if (!editor->goTo(fieldPath))
                editor->focusField();
            return true;
        }
    }
    focusField();
    return true;
}

void ArrayField::focusField()
{
    if (m_add->isVisibleTo(this) || m_editors.isEmpty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_editors.first()->focusField();
}

} // namespace longshore

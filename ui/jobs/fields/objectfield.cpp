// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/objectfield.h"

#include "model/json/json.h"
#include "ui/jobs/fieldrow.h"
#include "ui/jobs/fields/variantfield.h"
#include "ui/jobs/formview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QPainter>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int ruleWidth = 2;
constexpr int rowGap = 12;

bool isAtOrBelow(const QString &path, const QString &place)
{
    return path == place || path.startsWith(place + u'.');
}

} // namespace

ObjectField::ObjectField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent,
                         Frame frame)
    : FieldEditor(model, spec, path, parent)
    , m_depth(depth)
    , m_frame(frame)
{
    if (spec.format.startsWith("grid"_L1))
        m_arrangement = Arrangement::Grid;
    else if (spec.format.startsWith("tabs"_L1) || spec.format == "categories"_L1)
        m_arrangement = Arrangement::Tabs;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(depth > 0 && frame == Frame::Rule ? ruleWidth : 0, 0, 0, 0);
    column->setSpacing(rowGap);
    if (spec.collapsed && spec.canCollapse && depth > 0)
        makeFold();
    else if (!waits())
        build();
}

/// Whether the form makes the fields later; their room is kept till then.
bool ObjectField::waits()
{
    if (m_depth == 0 || m_frame == Frame::None)
        return false;
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        auto *form = qobject_cast<FormView *>(above);
        if (!form || !form->makeLater(this))
            continue;
        setMinimumHeight(int(spec().children.size()) * (metrics::height(metrics::field, fontMetrics()) + rowGap));
        return true;
    }
    return false;
}

void ObjectField::make()
{
    if (m_built || m_fold)
        return;
    setMinimumHeight(0);
    build();
    m_content->show();
}

void ObjectField::makeFold()
{
    m_fold = flatButton(u"go-next"_s, {}, u"fold."_s + path(), this);
    m_fold->setCheckable(true);
    m_fold->setAccessibleName(tr("Show the fields of %1").arg(spec().title));
    static_cast<QVBoxLayout *>(layout())->addWidget(m_fold, 0, Qt::AlignLeft);
    connect(m_fold, &QToolButton::toggled, this, &ObjectField::setOpen);
    setOpen(false);
}

void ObjectField::setOpen(bool open)
{
    if (open && !m_built)
        build();
    if (m_content)
        m_content->setVisible(open);
    const int count = int(spec().children.size());
    m_fold->setText(count == 1 ? tr("1 field") : tr("%1 fields").arg(count));
    m_fold->setIcon(Icons::get(open ? u"go-down"_s : u"go-next"_s));
}

void ObjectField::build()
{
    m_built = true;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(rowGap);
    if (m_arrangement == Arrangement::Tabs)
        buildTabs(column);
    for (const FieldSpec &child : spec().children) {
        if (!child.hidden && !(m_tabs && child.kind == FieldKind::Object))
            add({&child, child.isPart ? path() : joinPath(path(), child.key)}, column);
    }
    if (m_arrangement == Arrangement::Grid)
        arrangeGrid();
    layout()->addWidget(m_content);
    setStacked(m_stacked);
    if (m_onlyChanged)
        setOnlyChanged(true);
}

/// The row, or for variants the editor, of a child; on a grid they are placed by `arrangeGrid`.
void ObjectField::add(Item item, QVBoxLayout *column)
{
    if (item.spec->isPart)
        item.editor = new VariantField(model(), *item.spec, path(), m_depth, m_content);
    else
        item.row = new FieldRow(model(), *item.spec, item.path, m_depth, m_content);
    if (item.editor) {
        connect(item.editor, &FieldEditor::edited, this, &FieldEditor::edited);
        connect(item.editor, &FieldEditor::left, this, &FieldEditor::left);
    }
    if (m_arrangement != Arrangement::Grid)
        column->addWidget(item.row ? static_cast<QWidget *>(item.row) : item.editor);
    m_items.push_back(std::move(item));
}

void ObjectField::refresh(const QString &changed)
{
    for (Item &item : m_items) {
        if (item.page)
            m_tabs->setTabVisible(m_tabs->indexOf(item.page), model().isVisible(item.path));
        if (!concerns(item, changed))
            continue;
        if (item.row)
            item.row->refresh(changed);
        else if (item.editor)
            item.editor->refresh(changed);
    }
}

bool ObjectField::concerns(const Item &item, const QString &changed) const
{
    return changed.isEmpty() || item.spec->isPart || isAtOrBelow(changed, item.path) || isAtOrBelow(item.path, changed);
}

void ObjectField::reload()
{
    for (Item &item : m_items) {
        if (item.page)
            m_tabs->setTabVisible(m_tabs->indexOf(item.page), model().isVisible(item.path));
        if (item.row)
            item.row->reload();
        else if (item.editor)
            item.editor->reload();
    }
}

void ObjectField::setStacked(bool stacked)
{
    m_stacked = stacked;
    for (Item &item : m_items) {
        if (item.row)
            item.row->setStacked(stacked || m_arrangement == Arrangement::Grid);
        else if (item.editor)
            item.editor->setStacked(stacked);
    }
    if (m_arrangement == Arrangement::Grid && m_built)
        arrangeGrid();
}

void ObjectField::setOnlyChanged(bool only)
{
    m_onlyChanged = only;
    for (Item &item : m_items) {
        if (item.row)
            item.row->setOnlyChanged(only);
        else if (item.editor)
            item.editor->setOnlyChanged(only);
    }
}

void ObjectField::showProblems()
{
    make();
    if (m_fold && !m_fold->isChecked()) {
        const Problems problems = model().problems();
        for (const Problem &problem : problems) {
            if (isAtOrBelow(problem.path, path()))
                m_fold->setChecked(true);
        }
    }
    for (Item &item : m_items) {
        if (item.row)
            item.row->showProblems();
        else if (item.editor)
            item.editor->showProblems();
    }
}

void ObjectField::prepare(Item &item)
{
    if (item.page && !item.editor)
        fillTab(item);
    if (item.page)
        m_tabs->setCurrentWidget(item.page);
}

bool ObjectField::goTo(const QString &fieldPath)
{
    make();
    if (m_fold && isAtOrBelow(fieldPath, path()) && fieldPath != path())
        m_fold->setChecked(true);
    for (Item &item : m_items) {
        if (item.spec->isPart || !isAtOrBelow(fieldPath, item.path))
            continue;
        prepare(item);
        return item.row ? item.row->goTo(fieldPath) : item.editor->goTo(fieldPath);
    }
    for (Item &item : m_items) {
        if (item.spec->isPart && item.editor->goTo(fieldPath))
            return true;
    }
    return false;
}

void ObjectField::focusField()
{
    make();
    if (m_fold && !m_fold->isChecked())
        return m_fold->setFocus(Qt::OtherFocusReason);
    for (Item &item : m_items) {
        if (item.row && item.row->isVisibleTo(this))
            return item.row->focusField();
        if (item.editor && item.editor->isVisibleTo(this))
            return item.editor->focusField();
    }
}

void ObjectField::paintEvent(QPaintEvent *)
{
    if (m_depth == 0 || m_frame == Frame::None)
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - ruleWidth : 0;
    painter.fillRect(QRect(x, 0, ruleWidth, height()), Theme::of(this).colors().hairline);
}

} // namespace longshore

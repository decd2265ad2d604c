// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/objectfield.h"

#include "model/json/json.h"
#include "ui/jobs/fieldrow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace longshore
{

namespace
{
constexpr int ruleWidth = 2;
constexpr int rowGap = 12;
}

ObjectField::ObjectField(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_depth(depth)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(depth > 0 ? ruleWidth : 0, 0, 0, 0);
    column->setSpacing(rowGap);
    for (const FieldSpec &child : spec.children) {
        if (child.hidden || child.kind == FieldKind::Action)
            continue;
        auto *row = new FieldRow(model, child, joinPath(path, child.key), depth, this);
        m_rows.push_back(row);
        column->addWidget(row);
    }
}

void ObjectField::refresh(const QString &changed)
{
    for (FieldRow *row : m_rows) {
        const QString &here = row->path();
        const bool concerned = changed.isEmpty() || changed == here || changed.startsWith(here + u'.') ||
                               here.startsWith(changed + u'.');
        if (concerned)
            row->refresh(changed);
    }
}

void ObjectField::reload()
{
    for (FieldRow *row : m_rows)
        row->reload();
}

void ObjectField::setStacked(bool stacked)
{
    for (FieldRow *row : m_rows)
        row->setStacked(stacked);
}

void ObjectField::showProblems()
{
    for (FieldRow *row : m_rows)
        row->showProblems();
}

bool ObjectField::goTo(const QString &fieldPath)
{
    for (FieldRow *row : m_rows) {
        const QString &here = row->path();
        if (fieldPath == here || fieldPath.startsWith(here + u'.'))
            return row->goTo(fieldPath);
    }
    return false;
}

void ObjectField::focusField()
{
    for (FieldRow *row : m_rows) {
        if (row->isVisibleTo(this))
            return row->focusField();
    }
}

void ObjectField::paintEvent(QPaintEvent *)
{
    if (m_depth == 0)
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - ruleWidth : 0;
    painter.fillRect(QRect(x, 0, ruleWidth, height()), Theme::of(this).colors().hairline);
}

} // namespace longshore

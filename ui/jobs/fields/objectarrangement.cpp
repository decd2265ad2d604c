// SPDX-License-Identifier: GPL-3.0-or-later
// The grid and the tabs of an ObjectField.
#include "ui/jobs/fields/objectfield.h"

#include "model/json/json.h"
#include "ui/jobs/fieldrow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QGridLayout>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int gridColumns = 12;
constexpr int half = 6;

/// How many of the twelve columns a field takes.
int columnsOf(const FieldSpec &spec)
{
    const bool wide = spec.kind == FieldKind::Object || spec.kind == FieldKind::Array || spec.kind == FieldKind::Variants ||
                      spec.kind == FieldKind::Json;
    return spec.gridColumns > 0 ? spec.gridColumns : wide ? gridColumns : half;
}

} // namespace

/// Rows of twelve columns, a new one where a field asks for it or does not fit; in a narrow form one field a row.
void ObjectField::arrangeGrid()
{
    if (!m_grid) {
        m_grid = new QGridLayout;
        m_grid->setContentsMargins({});
        m_grid->setHorizontalSpacing(metrics::unit);
        m_grid->setVerticalSpacing(metrics::barInset);
        for (int column = 0; column < gridColumns; ++column)
            m_grid->setColumnStretch(column, 1);
        static_cast<QVBoxLayout *>(m_content->layout())->addLayout(m_grid);
    }
    int row = 0;
    int column = 0;
    for (const Item &item : m_items) {
        QWidget *widget = item.row ? static_cast<QWidget *>(item.row) : item.editor;
        m_grid->removeWidget(widget);
        const int span = m_stacked ? gridColumns : columnsOf(*item.spec);
        if (column > 0 && (item.spec->gridBreak || column + span > gridColumns)) {
            ++row;
            column = 0;
        }
        m_grid->addWidget(widget, row, column, 1, span, Qt::AlignTop);
        column += span;
    }
}

/// A tab for each object; what else there is stands below them.
void ObjectField::buildTabs(QVBoxLayout *column)
{
    m_tabs = new QTabWidget(m_content);
    m_tabs->setObjectName(path().isEmpty() ? u"fieldTabs"_s : u"fieldTabs."_s + path());
    m_tabs->setAccessibleName(spec().title);
    m_tabs->setDocumentMode(true);
    for (const FieldSpec &child : spec().children) {
        if (child.hidden || child.kind != FieldKind::Object)
            continue;
        Item item{&child, joinPath(path(), child.key)};
        item.page = new QWidget(m_tabs);
        (new QVBoxLayout(item.page))->setContentsMargins(0, metrics::barInset, 0, 0);
        const int index = m_tabs->addTab(item.page, withoutMnemonic(visibleText(child.title)));
        m_tabs->setTabToolTip(index, plainToolTip(child.tooltip));
        m_tabs->setTabVisible(index, model().isVisible(item.path));
        m_items.push_back(std::move(item));
    }
    column->addWidget(m_tabs);
    const auto fill = [this] {
        for (Item &item : m_items) {
            if (item.page && item.page == m_tabs->currentWidget() && !item.editor)
                fillTab(item);
        }
    };
    connect(m_tabs, &QTabWidget::currentChanged, this, fill);
    fill();
}

void ObjectField::fillTab(Item &item)
{
    auto *editor = new ObjectField(model(), *item.spec, item.path, m_depth, item.page, Frame::None);
    item.editor = editor;
    auto *column = static_cast<QVBoxLayout *>(item.page->layout());
    column->addWidget(editor);
    column->addStretch(1);
    editor->setStacked(m_stacked);
    if (m_onlyChanged)
        editor->setOnlyChanged(true);
    editor->show();
}

} // namespace longshore

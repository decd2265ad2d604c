// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/overviewarea.h"

#include "model/format.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/keyvaluesection.h"
#include "ui/widgets/plainlabel.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace longshore
{

OverviewArea::OverviewArea(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBaseGround(viewport());
}

QVBoxLayout *OverviewArea::newPage()
{
    auto *page = new QWidget(this);
    setBaseGround(page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::gap);
    return column;
}

void OverviewArea::showPage(QVBoxLayout *column, int position)
{
    column->addStretch(1);
    setWidget(column->parentWidget());
    verticalScrollBar()->setValue(position);
}

KeyValueSection *OverviewArea::addSection(QVBoxLayout *column, const QString &title, int labelWidth)
{
    QWidget *page = column->parentWidget();
    if (column->count() > 0) {
        column->addSpacing(metrics::gap);
        column->addWidget(new Hairline(Qt::Horizontal, page));
        column->addSpacing(metrics::gap);
    }
    auto *section = new KeyValueSection(title, labelWidth, page);
    column->addWidget(section);
    return section;
}

void OverviewArea::addLine(KeyValueSection *section, const QString &label, const QString &value, TextRole role)
{
    auto *line = new ElidedLabel(value.isEmpty() ? format::none() : value, Qt::ElideMiddle, role, Ink::Normal, section);
    line->setSelectable();
    line->setAccessibleName(label);
    section->addRow(label, line);
}

} // namespace longshore

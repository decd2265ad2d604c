// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keyvaluesection.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace longshore
{

KeyValueSection::KeyValueSection(const QString &title, int labelWidth, QWidget *parent)
    : QWidget(parent)
    , m_head(new QHBoxLayout)
    , m_grid(new QGridLayout)
    , m_labelWidth(labelWidth)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap);
    m_head->addWidget(new PlainLabel(title, TextRole::Heading, Ink::Normal, this));
    m_head->addStretch(1);
    column->addLayout(m_head);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(0);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, labelWidth);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
    setAccessibleName(title);
}

PlainLabel *KeyValueSection::addRow(const QString &label, const QString &value, const QString &note, TextRole role)
{
    auto *cell = new QWidget(this);
    auto *row = new QHBoxLayout(cell);
    row->setContentsMargins(0, 0, 0, 0);
    auto *text = new PlainLabel(value, role, Ink::Normal, cell);
    text->setSelectable();
    text->setWordWrap(note.isEmpty());
    text->setAccessibleName(label);
    row->addWidget(text, note.isEmpty() ? 1 : 0);
    if (!note.isEmpty()) {
        row->addWidget(new ElidedLabel(note, Qt::ElideRight, TextRole::Small, Ink::Muted, cell), 1);
    }
    addRow(label, cell);
    return text;
}

void KeyValueSection::addRow(const QString &label, QWidget *value)
{
    const int row = m_grid->rowCount();
    auto *name = new ElidedLabel(label, Qt::ElideMiddle, TextRole::Body, Ink::Muted, this);
    name->setFixedWidth(m_labelWidth - metrics::gap);
    // A label beside a row of boxes stands on the boxes' middle, beside wrapped text on its first line.
    m_grid->addWidget(name, row, 0, Qt::AlignLeft | (value->minimumSizeHint().height() >= metrics::chip ? Qt::AlignVCenter : Qt::AlignTop));
    m_grid->addWidget(value, row, 1);
}

void KeyValueSection::addWide(QWidget *widget)
{
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 2);
}

void KeyValueSection::setAside(QWidget *widget)
{
    m_head->addWidget(widget);
}

void KeyValueSection::clear()
{
    while (m_grid->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_grid->takeAt(0));
        if (QWidget *widget = item->widget()) {
            widget->hide(); // deleted later, but gone now
            widget->deleteLater();
        }
    }
}

} // namespace longshore

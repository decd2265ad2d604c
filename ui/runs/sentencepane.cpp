// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sentencepane.h"

#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

SentencePane::SentencePane(const QString &sentenceName, const QString &tableName, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_model(new QStandardItemModel(this))
{
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    auto *bar = new Bar(Bar::Kind::Tools, content);
    m_sentence = new PlainLabel({}, TextRole::Body, Ink::Muted, bar);
    m_sentence->setObjectName(sentenceName);
    bar->add(m_sentence, 1);
    m_column->addWidget(bar);
    m_view = new QTreeView(content);
    m_view->setObjectName(tableName);
    m_view->setAccessibleName(accessibleName);
    setUpTree(m_view);
    m_view->setModel(m_model);
    m_column->addWidget(m_view, 1);
    m_states = new StatePage(content, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    setFocusProxy(m_view);
}

QList<QStandardItem *> SentencePane::textRow(const QStringList &texts)
{
    QList<QStandardItem *> items;
    for (const QString &text : texts) {
        items << std::make_unique<QStandardItem>(text).release(); // the model takes it
        items.last()->setEditable(false);
    }
    return items;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/rowbuttons.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

RowButtons::RowButtons(const QString &name, const QString &title, const QString &addWord, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(title)
    , m_row(new QHBoxLayout(this))
    , m_add(make(u"list-add"_s, addWord, u"add"_s, false))
    , m_remove(make(u"list-remove"_s, tr("Remove row"), u"remove"_s, true))
    , m_up(make(u"go-up"_s, tr("Move up"), u"up"_s, true))
    , m_down(make(u"go-down"_s, tr("Move down"), u"down"_s, true))
{
    m_row->setContentsMargins({});
    m_row->setSpacing(metrics::unit);
    m_row->addStretch(1);
    connect(m_add, &QToolButton::clicked, this, &RowButtons::addClicked);
    connect(m_remove, &QToolButton::clicked, this, &RowButtons::removeClicked);
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveClicked(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveClicked(1); });
}

QToolButton *RowButtons::make(const QString &icon, const QString &word, const QString &what, bool iconOnly)
{
    QToolButton *button = flatButton(icon, word, u"%1.%2"_s.arg(m_name, what), this);
    button->setAccessibleName(tr("%1: %2").arg(m_title, word));
    if (iconOnly) {
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        setPlainToolTip(button, word);
    }
    m_row->addWidget(button);
    return button;
}

QToolButton *RowButtons::addButton(const QString &icon, const QString &word, const QString &what)
{
    return make(icon, word, what, false);
}

void RowButtons::setOffered(bool add, bool remove, bool move)
{
    m_add->setVisible(add);
    m_remove->setVisible(remove);
    m_up->setVisible(move);
    m_down->setVisible(move);
}

void RowButtons::showState(int current, int rows, bool isFull)
{
    m_add->setEnabled(!isFull);
    m_remove->setEnabled(current >= 0);
    m_up->setEnabled(current > 0);
    m_down->setEnabled(current >= 0 && current + 1 < rows);
}

bool RowButtons::canAdd() const
{
    return m_add->isVisibleTo(this);
}

bool RowButtons::canRemove() const
{
    return m_remove->isVisibleTo(this);
}

bool RowButtons::canMove() const
{
    return m_up->isVisibleTo(this);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterfield.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int fieldHeight = 30; // as tall as the push buttons beside it in a tool bar
constexpr int fieldWidth = 440;

} // namespace

FilterField::FilterField(const QString &placeholder, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_count(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 3);
    row->addWidget(m_count, 2);
    m_edit->setObjectName(u"filter"_s);
    m_edit->setAccessibleName(placeholder);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setMinimumHeight(fieldHeight);
    m_edit->setMinimumWidth(160);
    m_edit->setMaximumWidth(fieldWidth);
    m_icon = m_edit->addAction(Icons::get(u"view-filter"_s), QLineEdit::LeadingPosition);
    QAction *clear = m_edit->addAction(Icons::get(u"edit-clear-locationbar-rtl"_s), QLineEdit::TrailingPosition);
    clear->setToolTip(tr("Clear the filter"));
    clear->setVisible(false);
    connect(clear, &QAction::triggered, m_edit, &QLineEdit::clear);
    connect(m_edit, &QLineEdit::textChanged, this, [this, clear](const QString &text) {
        clear->setVisible(!text.isEmpty());
        Q_EMIT textChanged(text);
    });
    m_count->setObjectName(u"filterCount"_s);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
}

QString FilterField::text() const
{
    return m_edit->text();
}

void FilterField::setText(const QString &text)
{
    m_edit->setText(text);
}

void FilterField::setCount(const QString &text)
{
    m_countText = text;
    tell();
}

void FilterField::setProblem(const QString &sentence)
{
    m_problem = sentence;
    m_edit->setProperty("problem", !sentence.isEmpty());
    m_edit->update();
    tell();
}

void FilterField::tell()
{
    m_count->setInk(m_problem.isEmpty() ? Ink::Muted : Ink::Error);
    m_count->setText(m_problem.isEmpty() ? m_countText : m_problem);
}

void FilterField::focus()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterField::setIconMenu(QMenu *menu, const QString &toolTip)
{
    m_menu = menu;
    setPlainToolTip(m_icon, toolTip);
    connect(m_icon, &QAction::triggered, this, &FilterField::openMenu);
}

void FilterField::openMenu()
{
    m_menu->popup(m_edit->mapToGlobal(QPoint(0, m_edit->height())));
}

bool FilterField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down && m_menu && static_cast<QKeyEvent *>(event)->modifiers().testFlag(Qt::AltModifier)) {
            openMenu();
            return true;
        }
        if (key == Qt::Key_Escape && !m_edit->text().isEmpty()) {
            m_edit->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT leftForList();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace longshore

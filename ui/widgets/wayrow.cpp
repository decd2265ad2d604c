// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wayrow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

WayRow::WayRow(QAction *action, QWidget *parent)
    : QAbstractButton(parent)
    , m_note(visibleText(action->statusTip()))
    , m_keys(action->shortcut().toString(QKeySequence::NativeText))
{
    QString text = action->text();
    text.remove(u'&');
    setText(text);
    setIcon(action->icon());
    setObjectName(action->objectName() + u"Row"_s);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

QSize WayRow::sizeHint() const
{
    return {480, metrics::height(metrics::sectionHeader, fontMetrics())};
}

void WayRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void WayRow::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    QPainter painter(this);
    if (underMouse() || isDown())
        painter.fillRect(rect(), blend(colors.text, colors.base, isDown() ? 0.1 : 0.04));
    if (hasFocus())
        painter.fillRect(0, 0, metrics::selectionBar, height(), colors.accent);
    QRect rest = rect().adjusted(metrics::paneInset, 0, -metrics::paneInset, 0);
    icon().paint(&painter, QRect(rest.left(), 0, metrics::icon, height()));
    rest.setLeft(rest.left() + metrics::icon + 12);
    painter.setPen(colors.text);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, text());
    const int used = painter.fontMetrics().horizontalAdvance(text()) + 12;
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(colors.muted);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignRight, m_keys);
    const int keys = m_keys.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_keys) + 12;
    rest.adjust(used, 0, -keys, 0);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_note, Qt::ElideRight, rest.width()));
}

} // namespace longshore

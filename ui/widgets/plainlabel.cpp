// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace longshore
{

PlainLabel::PlainLabel(const QString &text, TextRole role, Ink ink, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    restyle();
    connect(&Theme::of(this), &Theme::changed, this, &PlainLabel::restyle);
}

void PlainLabel::setText(const QString &text)
{
    QLabel::setText(visibleText(text));
}

void PlainLabel::setRole(TextRole role)
{
    m_role = role;
    restyle();
}

void PlainLabel::setInk(Ink ink)
{
    m_ink = ink;
    restyle();
}

void PlainLabel::setSelectable()
{
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setCursor(Qt::IBeamCursor);
}

void PlainLabel::restyle()
{
    const Theme &theme = Theme::of(this);
    if (m_role != TextRole::Body)
        setFont(theme.font(m_role));
    else
        setFont(QFont()); // follows the application
    QPalette palette;
    if (m_ink != Ink::Normal) {
        palette.setColor(QPalette::WindowText, theme.ink(m_ink));
        palette.setColor(QPalette::Text, theme.ink(m_ink)); // what a label on a Base ground is drawn with
    }
    setPalette(palette);
}

ElidedLabel::ElidedLabel(const QString &text, Qt::TextElideMode mode, TextRole role, Ink ink, QWidget *parent)
    : PlainLabel(text, role, ink, parent)
    , m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 4), fontMetrics().height()};
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (sizeHint().width() > contentsRect().width())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(text()), this);
        else
            event->ignore();
        return true;
    }
    return PlainLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const int flags = int(QStyle::visualAlignment(layoutDirection(), alignment())) | Qt::TextSingleLine;
    painter.drawText(contentsRect(), flags, fontMetrics().elidedText(text(), m_mode, contentsRect().width()));
}

} // namespace longshore

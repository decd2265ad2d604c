// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/marklabel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace longshore
{

MarkIcon::MarkIcon(Mark mark, QWidget *parent)
    : QWidget(parent)
    , m_mark(mark)
{
    setFixedSize(metrics::icon, metrics::icon);
}

void MarkIcon::setMark(Mark mark)
{
    m_mark = mark;
    setVisible(mark != Mark::None);
    update();
}

void MarkIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(&painter, rect(), m_mark, Theme::of(this).colors());
}

MarkLabel::MarkLabel(Mark mark, const QString &text, TextRole role, QWidget *parent)
    : QWidget(parent)
    , m_icon(new MarkIcon(mark, this))
    , m_text(new PlainLabel(text, role, markInk(mark), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    set(mark, text);
    connect(&Theme::of(this), &Theme::changed, this, &MarkLabel::fitIcon);
}

void MarkLabel::set(Mark mark, const QString &text)
{
    m_icon->setMark(mark);
    m_text->setText(text);
    if (!m_ownInk)
        m_text->setInk(mark == Mark::None ? Ink::Normal : markInk(mark));
    setAccessibleName(m_text->text());
}

Mark MarkLabel::mark() const
{
    return m_icon->mark();
}

QString MarkLabel::text() const
{
    return m_text->text();
}

void MarkLabel::fitIcon()
{
    m_icon->setFixedHeight(qMax(metrics::icon, m_text->fontMetrics().height())); // beside the first line of wrapped text
}

void MarkLabel::setInk(Ink ink)
{
    m_ownInk = true;
    m_text->setInk(ink);
}

void MarkLabel::setWordWrap(bool on)
{
    m_text->setWordWrap(on);
    setSizePolicy(on ? QSizePolicy::Preferred : QSizePolicy::Maximum, QSizePolicy::Preferred);
    layout()->setAlignment(m_icon, on ? Qt::AlignTop : Qt::AlignVCenter);
    fitIcon();
}

} // namespace longshore

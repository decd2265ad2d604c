// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int widestChip = 420;

bool isCode(Chip::Look look)
{
    return look == Chip::Look::Code || look == Chip::Look::CodeDefault || look == Chip::Look::CodeAccent;
}

} // namespace

Chip::Chip(const QString &text, Look look, QWidget *parent)
    : QWidget(parent)
    , m_text(visibleText(text).simplified())
    , m_look(look)
{
    if (m_text.isEmpty() && isCode(look))
        m_text = u"\"\""_s; // an empty argv word is a word
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(m_text);
    connect(&Theme::of(this), &Theme::changed, this, &QWidget::updateGeometry);
}

Chip::Chip(Mark mark, const QString &text, QWidget *parent)
    : Chip(text, Look::Verdict, parent)
{
    m_mark = mark;
}

QFont Chip::chipFont() const
{
    const Theme &theme = Theme::of(this);
    return theme.font(isCode(m_look) ? TextRole::Code : TextRole::Small);
}

QColor Chip::textColor() const
{
    const Theme &theme = Theme::of(this);
    if (m_look == Look::Verdict)
        return theme.ink(markInk(m_mark));
    if (m_look == Look::CodeAccent)
        return theme.colors().accent;
    return m_look == Look::CodeDefault ? theme.colors().muted : theme.colors().text;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics fm(chipFont());
    const int mark = m_mark == Mark::None ? 0 : metrics::icon + 6;
    const int width = qMin(widestChip, fm.horizontalAdvance(m_text) + 1 + mark + 2 * metrics::gap);
    return {width, metrics::height(isCode(m_look) ? metrics::codeChip : metrics::chip, fm)};
}

QSize Chip::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 40), sizeHint().height()};
}

bool Chip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (QFontMetrics(chipFont()).horizontalAdvance(m_text) > width() - 2 * metrics::gap)
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(m_text), this);
        return true;
    }
    return QWidget::event(event);
}

void Chip::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen border(colors.softBorder);
    QBrush fill(colors.dark ? blend(colors.text, colors.base, 0.09) : blend(colors.text, colors.base, 0.045));
    if (m_look == Look::CodeDefault) {
        border = QPen(colors.muted, 1, Qt::CustomDashLine);
        border.setDashPattern({3, 2});
        fill = Qt::NoBrush;
    } else if (m_look == Look::CodeAccent || m_look == Look::Verdict) {
        border = Qt::NoPen;
        fill = colors.tint(m_look == Look::CodeAccent ? colors.accentFill : markColor(m_mark, colors));
    }
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
    QRect inner = rect().adjusted(metrics::gap, 0, -metrics::gap, 0);
    if (m_mark != Mark::None) {
        paintMark(&painter, QRectF(inner.left() - 2, 0, metrics::icon, height()), m_mark, colors);
        inner.setLeft(inner.left() + metrics::icon + 4);
    }
    painter.setFont(chipFont());
    painter.setPen(textColor());
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, inner.width()));
}

ChipRow::ChipRow(const QStringList &texts, Chip::Look look, QWidget *parent)
    : QWidget(parent)
{
    auto *flow = new FlowLayout(this, metrics::unit, metrics::unit);
    for (const QString &text : texts)
        flow->addWidget(new Chip(text, look, this));
    if (texts.isEmpty())
        flow->addWidget(new PlainLabel(u"–"_s, TextRole::Body, Ink::Muted, this));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

} // namespace longshore

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

QFont fontOf(Chip::Look look, const Theme &theme)
{
    return theme.font(isCode(look) ? TextRole::Code : TextRole::Small);
}

/// The box; a verdict takes the colour of its mark.
void drawBox(QPainter *painter, const QRect &rect, Chip::Look look, Mark mark, const Colors &colors)
{
    QPen border(colors.softBorder);
    QBrush fill(colors.dark ? blend(colors.text, colors.base, 0.09) : blend(colors.text, colors.base, 0.045));
    if (look == Chip::Look::CodeDefault) {
        border = QPen(colors.muted, 1, Qt::CustomDashLine);
        border.setDashPattern({3, 2});
        fill = Qt::NoBrush;
    } else if (look == Chip::Look::CodeAccent || look == Chip::Look::Accent || look == Chip::Look::Verdict) {
        border = Qt::NoPen;
        fill = colors.tint(look == Chip::Look::Verdict ? markColor(mark, colors) : colors.accentFill);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border);
    painter->setBrush(fill);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
}

void drawWord(QPainter *painter, const QRect &rect, const QString &text, Chip::Look look, const QColor &ink, const Theme &theme)
{
    painter->setFont(fontOf(look, theme));
    painter->setPen(ink);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width()));
}

QColor inkOf(Chip::Look look, Mark mark, const Theme &theme)
{
    if (look == Chip::Look::Verdict)
        return theme.ink(markInk(mark));
    if (look == Chip::Look::CodeAccent || look == Chip::Look::Accent)
        return theme.colors().accent;
    return look == Chip::Look::CodeDefault ? theme.colors().muted : theme.colors().text;
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

void Chip::draw(QPainter *painter, const QRect &rect, const QString &text, Look look, const Theme &theme)
{
    painter->save();
    drawBox(painter, rect, look, Mark::None, theme.colors());
    drawWord(painter, rect.adjusted(metrics::gap, 0, -metrics::gap, 0), visibleText(text).simplified(), look,
             inkOf(look, Mark::None, theme), theme);
    painter->restore();
}

int Chip::widthOf(const QString &text, Look look, const Theme &theme)
{
    return qMin(widestChip, QFontMetrics(fontOf(look, theme)).horizontalAdvance(visibleText(text).simplified()) + 1 + 2 * metrics::gap);
}

QSize Chip::sizeHint() const
{
    const QFontMetrics fm(fontOf(m_look, Theme::of(this)));
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
        if (QFontMetrics(fontOf(m_look, Theme::of(this))).horizontalAdvance(m_text) > width() - 2 * metrics::gap)
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(m_text), this);
        return true;
    }
    return QWidget::event(event);
}

void Chip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    drawBox(&painter, rect(), m_look, m_mark, theme.colors());
    QRect inner = rect().adjusted(metrics::gap, 0, -metrics::gap, 0);
    if (m_mark != Mark::None) {
        paintMark(&painter, QRectF(inner.left() - 2, 0, metrics::icon, height()), m_mark, theme.colors());
        inner.setLeft(inner.left() + metrics::icon + 4);
    }
    drawWord(&painter, inner, m_text, m_look, inkOf(m_look, m_mark, theme), theme);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/engineline.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/plaintext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int markGap = 8;
constexpr int nameGap = 10;
constexpr int arrowWidth = 18;
constexpr int widest = 620;

} // namespace

EngineLine::EngineLine(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"engineLine"_s);
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::of(this), &Theme::changed, this, &QWidget::updateGeometry);
}

void EngineLine::set(const EngineView &view)
{
    m_view = view;
    m_view.name = visibleText(view.name);
    setAccessibleName(tr("Engine: %1 %2").arg(m_view.name, detail()));
    setPlainToolTip(this, u"%1 %2"_s.arg(view.endpoint, view.facts).trimmed());
    updateGeometry();
    update();
}

void EngineLine::setNarrow(bool narrow)
{
    m_narrow = narrow;
    updateGeometry();
    update();
}

QString EngineLine::detail() const
{
    QStringList parts;
    if (!m_view.endpoint.isEmpty() && !m_narrow)
        parts << m_view.endpoint;
    if (!m_view.facts.isEmpty())
        parts << m_view.facts;
    return visibleText(parts.join(u" · "));
}

QSize EngineLine::sizeHint() const
{
    const Theme &theme = Theme::of(this);
    const int name = QFontMetrics(theme.font(TextRole::Heading)).horizontalAdvance(m_view.name);
    const int more = QFontMetrics(theme.font(TextRole::Small)).horizontalAdvance(detail());
    const int width = metrics::icon + markGap + name + (more ? nameGap + more : 0) + arrowWidth + 14;
    return {qMin(widest, width), metrics::height(metrics::button, fontMetrics())};
}

QSize EngineLine::minimumSizeHint() const
{
    return {qMin(160, sizeHint().width()), sizeHint().height()};
}

void EngineLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    QPainter painter(this);
    if (underMouse() || isDown())
        stylepaint::frame(&painter, rect(), blend(colors.text, colors.window, 0.06), {});
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        stylepaint::focusRing(&painter, rect(), colors);
    QRect rest = rect().adjusted(4, 0, -4, 0);
    paintMark(&painter, QRectF(rest.left(), 0, metrics::icon, height()), m_view.mark, colors);
    rest.setLeft(rest.left() + metrics::icon + markGap);
    painter.setFont(theme.font(TextRole::Heading));
    painter.setPen(colors.text);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, m_view.name);
    rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(m_view.name) + nameGap);
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(colors.muted);
    const QString text = painter.fontMetrics().elidedText(detail(), Qt::ElideMiddle, rest.width() - arrowWidth);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, text);
    rest.setLeft(text.isEmpty() ? rest.left() - nameGap + 4 : rest.left() + painter.fontMetrics().horizontalAdvance(text) + 6);
    stylepaint::chevron(&painter, QRectF(rest.left(), 1, 12, height()), stylepaint::Arrow::Down, colors.icon);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logpill.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int pillHeight = 32;
constexpr int inset = 14;
constexpr int between = 14; ///< on both sides of the line between lines and errors
} // namespace

LogPill::LogPill(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(u"newLinesPill"_s);
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    hide();
}

void LogPill::setCounts(quint64 lines, quint64 errors)
{
    m_lines = tr("↓ %1 new").arg(format::count(qint64(lines)));
    m_errors = errors == 0 ? QString() : errors == 1 ? tr("1 error") : tr("%1 errors").arg(format::count(qint64(errors)));
    const QString all = m_errors.isEmpty() ? m_lines : m_lines + u" | "_s + m_errors;
    if (all == text())
        return;
    setText(all);
    setAccessibleName(all);
    resize(sizeHint());
    update();
}

QFont LogPill::strongFont() const
{
    return Theme::of(this).font(TextRole::Heading);
}

QSize LogPill::sizeHint() const
{
    int width = 2 * inset + QFontMetrics(strongFont()).horizontalAdvance(m_lines);
    if (!m_errors.isEmpty())
        width += 2 * between + 1 + fontMetrics().horizontalAdvance(m_errors);
    return {width, metrics::height(pillHeight, fontMetrics())};
}

void LogPill::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDown() ? blend(colors.text, colors.accentFill, 0.15) : colors.accentFill);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setPen(colors.onAccent);
    painter.setFont(strongFont());
    const int wide = painter.fontMetrics().horizontalAdvance(m_lines);
    painter.drawText(QRect(inset, 0, wide + 2, height()), Qt::AlignVCenter, m_lines);
    if (m_errors.isEmpty())
        return;
    painter.setFont(font());
    const int line = inset + wide + between;
    painter.fillRect(line, 9, 1, height() - 18, blend(colors.onAccent, colors.accentFill, 0.4));
    painter.drawText(QRect(line + between, 0, width() - line - between, height()), Qt::AlignVCenter, m_errors);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"
#include "ui/shell/engineline.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/buttons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

TaskIndicator::TaskIndicator(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"taskIndicator"_s);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setRunning(0);
    connect(&Theme::of(this), &Theme::changed, this, &QWidget::updateGeometry);
}

void TaskIndicator::setRunning(int count)
{
    m_running = count;
    setText(count > 0 ? tr("%n tasks", nullptr, count) : tr("No tasks"));
    setAccessibleName(text());
    updateGeometry();
    update();
}

QSize TaskIndicator::sizeHint() const
{
    const int mark = m_running > 0 ? metrics::icon + 6 : 0;
    return {fontMetrics().horizontalAdvance(text()) + mark + 12, metrics::height(metrics::field, fontMetrics())};
}

void TaskIndicator::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    if (underMouse() || isDown())
        stylepaint::frame(&painter, rect(), blend(colors.text, colors.window, 0.06), {});
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        stylepaint::focusRing(&painter, rect(), colors);
    QRect rest = rect().adjusted(6, 0, -6, 0);
    if (m_running > 0) {
        paintMark(&painter, QRectF(rest.left(), 0, metrics::icon, height()), Mark::Running, colors);
        rest.setLeft(rest.left() + metrics::icon + 6);
    }
    painter.setPen(colors.text);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, text());
}

CommandField::CommandField(const QKeySequence &keys, QWidget *parent)
    : QAbstractButton(parent)
    , m_keys(keys.toString(QKeySequence::NativeText))
{
    setObjectName(u"commandField"_s);
    setText(tr("Search or do anything"));
    setAccessibleName(text());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(160);
}

QSize CommandField::sizeHint() const
{
    return {380, metrics::height(metrics::button, fontMetrics())};
}

void CommandField::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    QPainter painter(this);
    stylepaint::frame(&painter, rect(), colors.base, hasFocus() ? colors.accent : colors.border, hasFocus() ? 2 : 1);
    Icons::get(u"edit-find"_s).paint(&painter, QRect(10, 0, metrics::icon, height()));
    painter.setPen(colors.muted);
    const QFontMetrics small(theme.font(TextRole::Small));
    const int keys = small.horizontalAdvance(m_keys) + 14;
    const int tall = qMin(height() - 8, small.height() + 4);
    const QRectF cap(width() - keys - 7, (height() - tall) / 2.0, keys, tall);
    const QRect words = rect().adjusted(34, 0, -keys - 12, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    painter.setFont(theme.font(TextRole::Small));
    stylepaint::frame(&painter, cap, colors.alternateBase, colors.hairline);
    painter.drawText(cap, Qt::AlignCenter, m_keys);
}

TopBar::TopBar(QAction *palette, QAction *refresh, QWidget *parent)
    : QWidget(parent)
    , m_engine(new EngineLine(this))
    , m_tasks(new TaskIndicator(this))
{
    setObjectName(u"topBar"_s);
    setMinimumHeight(metrics::topBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::barInset, 0, metrics::barInset, 1);
    row->setSpacing(metrics::gap);
    auto *field = new CommandField(palette->shortcut(), this);
    connect(field, &QAbstractButton::clicked, palette, &QAction::trigger);
    row->addWidget(m_engine);
    row->addStretch(1);
    row->addWidget(field);
    row->addStretch(1);
    row->addWidget(flatButton(refresh, this, true));
    row->addWidget(m_tasks);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, Theme::of(this).colors().hairline);
}

} // namespace longshore

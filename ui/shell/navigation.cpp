// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int inset = 8;

} // namespace

NavigationItem::NavigationItem(const QString &title, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setIcon(Icons::get(iconName));
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCount(-1);
}

void NavigationItem::setCount(int count)
{
    m_count = count;
    setAccessibleName(count < 0 ? text() : tr("%1, %n", nullptr, count).arg(text()));
    update();
}

void NavigationItem::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setPlainToolTip(this, narrow ? text() : QString());
    updateGeometry();
    update();
}

QString NavigationItem::countText() const
{
    return m_count < 0 ? u"–"_s : locale().toString(m_count);
}

QSize NavigationItem::sizeHint() const
{
    const Theme &theme = Theme::of(this);
    const int words = QFontMetrics(theme.font(TextRole::Heading)).horizontalAdvance(text()) + QFontMetrics(theme.font(TextRole::Small)).horizontalAdvance(countText());
    const int wide = qMax(metrics::navigation - 2 * inset, 12 + metrics::icon + 10 + words + 8 + 10);
    return {m_narrow ? 28 : wide, metrics::height(metrics::button, fontMetrics())};
}

void NavigationItem::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->ignore(); // the column moves; the base class would move the focus alone
    else
        QAbstractButton::keyPressEvent(event);
}

void NavigationItem::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const Colors &colors = theme.colors();
    QPainter painter(this);
    if (isChecked()) {
        const QColor tint = blend(colors.accentFill, colors.window, colors.dark ? 0.34 : 0.14);
        stylepaint::frame(&painter, rect(), tint, {});
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.accent);
        painter.drawRoundedRect(QRectF(0, 7, metrics::selectionBar, height() - 14), 1, 1);
    } else if (underMouse()) {
        stylepaint::frame(&painter, rect(), blend(colors.text, colors.window, 0.05), {});
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        stylepaint::focusRing(&painter, rect(), colors);
    const int left = m_narrow ? (width() - metrics::icon) / 2 : 12;
    icon().paint(&painter, QRect(left, 0, metrics::icon, height()), Qt::AlignCenter, QIcon::Normal, isChecked() ? QIcon::On : QIcon::Off);
    if (m_narrow)
        return;
    QRect rest = rect().adjusted(left + metrics::icon + 10, 0, -10, 0);
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(colors.muted);
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, countText());
    rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(countText()) - 4);
    painter.setFont(theme.font(isChecked() ? TextRole::Heading : TextRole::Body));
    painter.setPen(colors.text);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, rest.width()));
}

Navigation::Navigation(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"navigation"_s);
    setAccessibleName(tr("Pages"));
    m_column->setContentsMargins(inset, inset + 1, inset, inset);
    m_column->setSpacing(4);
    m_column->addStretch(1);
    setFixedWidth(metrics::navigation);
    connect(&Theme::of(this), &Theme::changed, this, &Navigation::fitWidth);
}

NavigationItem *Navigation::add(const QString &id, const QString &title, const QString &iconName)
{
    auto *item = new NavigationItem(title, iconName, this);
    item->setObjectName(u"nav-"_s + id);
    const int index = int(m_items.size());
    m_items << item;
    m_column->insertWidget(index, item);
    connect(item, &QAbstractButton::clicked, this, [this, index] { Q_EMIT chosen(index); });
    return item;
}

void Navigation::setCurrent(int index)
{
    m_items.at(index)->setChecked(true);
}

void Navigation::setNarrow(bool narrow)
{
    m_narrow = narrow;
    for (NavigationItem *item : m_items)
        item->setNarrow(narrow);
    fitWidth();
}

void Navigation::fitWidth()
{
    int width = metrics::navigation;
    for (const NavigationItem *item : std::as_const(m_items))
        width = qMax(width, item->sizeHint().width() + 2 * inset);
    setFixedWidth(m_narrow ? metrics::narrowNavigation : width);
}

void Navigation::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    for (int i = 0; step && i < m_items.size(); ++i) {
        const int next = i + step;
        if (!m_items[i]->hasFocus() || next < 0 || next >= m_items.size())
            continue;
        m_items[next]->setFocus(Qt::TabFocusReason);
        m_items[next]->click();
        return;
    }
    QWidget::keyPressEvent(event);
}

void Navigation::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::of(this).colors().hairline);
}

} // namespace longshore

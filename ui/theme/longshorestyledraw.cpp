// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing half of LongshoreStyle: sends each element to its painter, everything else to Fusion.
#include "ui/theme/longshorestyle.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace longshore
{

void LongshoreStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &colors = colorsFor(option->palette);
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            stylepaint::field(*option, painter, colors, widget);
        return;
    case PE_FrameLineEdit:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar: return;
    case PE_Frame:
    case PE_FrameGroupBox: stylepaint::frame(painter, option->rect, {}, colors.softBorder); return;
    case PE_FrameMenu: stylepaint::frame(painter, option->rect, {}, colors.softBorder); return;
    case PE_PanelMenu: painter->fillRect(option->rect, colors.base); return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        painter->setPen(colors.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelStatusBar: painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), colors.hairline); return;
    case PE_FrameTabBarBase: painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.hairline); return;
    case PE_FrameFocusRect:
        if (!(option->state & State_Selected)) // a selected row shows its bar instead
            stylepaint::frame(painter, option->rect, {}, colors.accent);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: stylepaint::checkBox(*option, painter, colors, false); return;
    case PE_IndicatorRadioButton: stylepaint::checkBox(*option, painter, colors, true); return;
    case PE_IndicatorBranch: stylepaint::branch(*option, painter, colors); return;
    case PE_IndicatorArrowDown: stylepaint::chevron(painter, option->rect, stylepaint::Arrow::Down, colors.icon); return;
    case PE_IndicatorArrowUp: stylepaint::chevron(painter, option->rect, stylepaint::Arrow::Up, colors.icon); return;
    case PE_IndicatorArrowRight: stylepaint::chevron(painter, option->rect, stylepaint::Arrow::Right, colors.icon); return;
    case PE_IndicatorArrowLeft: stylepaint::chevron(painter, option->rect, stylepaint::Arrow::Left, colors.icon); return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            stylepaint::rowBackground(*item, painter, colors);
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void LongshoreStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &colors = colorsFor(option->palette);
    switch (element) {
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            stylepaint::buttonBevel(*button, painter, colors, widget);
            stylepaint::buttonLabel(*button, painter, colors, widget);
        }
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            stylepaint::tabShape(*tab, painter, colors);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            stylepaint::tabLabel(*tab, painter, colors);
        return;
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            stylepaint::header(*header, painter, colors, widget);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colors.base);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colors.hairline);
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            stylepaint::progressBar(*bar, painter, colors);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            stylepaint::menuBarItem(*item, painter, colors);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, colors.window); return;
    case CE_Splitter: painter->fillRect(option->rect, colors.hairline); return;
    case CE_MenuItem: drawMenuItem(option, painter, widget); return;
    case CE_ItemViewItem: drawItem(option, painter, widget); return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void LongshoreStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &colors = colorsFor(option->palette);
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option); slider && control == CC_ScrollBar)
        return stylepaint::scrollBar(*slider, painter, colors);
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option); button && control == CC_ToolButton)
        return stylepaint::toolButton(*button, painter, colors);
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox)
        return stylepaint::comboBox(*combo, painter, colors, widget);
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox)
        return stylepaint::spinBox(*spin, painter, colors, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

// Selected text and icons stay as they are, since the tint is light; so the base style must not see State_Selected.
void LongshoreStyle::drawItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    if (!item)
        return;
    stylepaint::rowBackground(*item, painter, colorsFor(option->palette));
    QStyleOptionViewItem rest = *item;
    rest.state &= ~(State_Selected | State_MouseOver);
    if (item->state & State_Selected)
        rest.state &= ~State_HasFocus;
    rest.backgroundBrush = QBrush();
    QProxyStyle::drawControl(CE_ItemViewItem, &rest, painter, widget);
}

void LongshoreStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    QStyleOptionMenuItem tinted = *item;
    const Colors &colors = colorsFor(option->palette);
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        tinted.palette.setColor(group, QPalette::Highlight, colors.selection);
        tinted.palette.setColor(group, QPalette::HighlightedText, colors.text);
    }
    if (item->state & State_Selected && item->state & State_Enabled)
        painter->fillRect(option->rect, colors.selection);
    QProxyStyle::drawControl(CE_MenuItem, &tinted, painter, widget);
}

} // namespace longshore

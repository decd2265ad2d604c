// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/longshorestyle.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace longshore
{

LongshoreStyle::LongshoreStyle()
    : QProxyStyle(u"fusion"_s)
{
}

const Colors &LongshoreStyle::colorsFor(const QPalette &palette) const
{
    if (palette.cacheKey() != m_paletteKey) {
        m_paletteKey = palette.cacheKey();
        m_colors = Colors::from(palette);
    }
    return m_colors;
}

void LongshoreStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QScrollBar *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int LongshoreStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return metrics::paneInset;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
    case PM_HeaderMargin: return metrics::gap;
    case PM_SplitterWidth: return 1;
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 28;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
    case PM_MenuPanelWidth: return 0;
    case PM_MenuBarHMargin:
    case PM_MenuHMargin:
    case PM_MenuVMargin: return metrics::unit;
    case PM_TabBarTabHSpace: return 24;
    case PM_TreeViewIndentation:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return metrics::icon;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return metrics::gap;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LongshoreStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
    case SH_ItemView_ArrowKeysNavigateIntoChildren: return 1;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0; // the desktop's own colours beside ours
    case SH_Table_GridLineColor: return option ? int(colorsFor(option->palette).hairline.rgb()) : 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize LongshoreStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const QFontMetrics fm = option ? option->fontMetrics : widget ? widget->fontMetrics() : QFontMetrics(QFont());
    const auto tall = [&fm](QSize s, int stated) { return QSize(s.width(), metrics::height(stated, fm)); };
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const int text = fm.size(Qt::TextShowMnemonic, button->text).width();
            const int icon = button->icon.isNull() ? 0 : button->iconSize.width() + (text ? metrics::gap : 0);
            const int arrow = button->features & QStyleOptionButton::HasMenu ? 16 : 0;
            return tall({text + icon + arrow + 26, 0}, metrics::button);
        }
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            return stylepaint::toolButtonSize(*button);
        break;
    case CT_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return stylepaint::headerSize(*header, widget);
        break;
    case CT_LineEdit: return tall(size + QSize(8, 0), metrics::field);
    case CT_ComboBox: return tall(size + QSize(40, 0), metrics::field);
    case CT_SpinBox: return tall(size + QSize(24, 0), metrics::field);
    case CT_TabBarTab: return tall(QProxyStyle::sizeFromContents(type, option, size, widget), metrics::tabBar);
    case CT_MenuBarItem: return tall({size.width() + 20, 0}, metrics::menuBar);
    case CT_MenuItem: {
        const QSize given = QProxyStyle::sizeFromContents(type, option, size, widget);
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        return item && item->menuItemType == QStyleOptionMenuItem::Separator ? given : tall(given + QSize(16, 0), metrics::row);
    }
    case CT_ItemViewItem: {
        const QSize given = QProxyStyle::sizeFromContents(type, option, size, widget);
        return given.expandedTo(tall(given, metrics::row));
    }
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect LongshoreStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return visualRect(slider->direction, slider->rect, stylepaint::scrollBarPart(*slider, part));
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        // Its text begins where that of a line edit does: it has one inside, or a label with 1 px of its own.
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        return visualRect(option->direction, option->rect, option->rect.adjusted(combo && combo->editable ? 0 : 7, 2, -26, -2));
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect LongshoreStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) // with QLineEdit's own 2 px this makes the inner gap of 8
        return option->rect.adjusted(6, 1, -6, -1);
    if (const auto *tabs = qstyleoption_cast<const QStyleOptionTabWidgetFrame *>(option); tabs && element == SE_TabWidgetRightCorner) {
        QRect corner = QProxyStyle::subElementRect(element, option, widget);
        corner.setTop(option->rect.top()); // as tall as the tabs, and not on the pane
        corner.setHeight(tabs->tabBarSize.height());
        return corner;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

} // namespace longshore

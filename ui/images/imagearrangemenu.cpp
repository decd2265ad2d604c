// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagearrangemenu.h"

#include "ui/theme/icons.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageArrangeMenu::ImageArrangeMenu(QWidget *parent)
    : QMenu(tr("Arrange"), parent)
    , m_rowPerImage(addAction(tr("One row per image")))
    , m_groupings(new QActionGroup(this))
{
    setObjectName(u"arrangeImages"_s);
    menuAction()->setIcon(Icons::get(u"view-list-tree"_s));
    menuAction()->setObjectName(u"arrange"_s);
    m_rowPerImage->setObjectName(u"rowPerImage"_s);
    m_rowPerImage->setCheckable(true);
    m_rowPerImage->setShortcut(Qt::Key_T);
    m_rowPerImage->setShortcutContext(Qt::WidgetShortcut);
    connect(m_rowPerImage, &QAction::triggered, this, [this] { Q_EMIT chosen(arrangement()); });
    addSeparator();
    const auto add = [this](ImageGrouping grouping, const QString &name, const QString &text) {
        QAction *action = addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setData(int(grouping));
        m_groupings->addAction(action);
    };
    add(ImageGrouping::Repository, u"groupByRepository"_s, tr("Group by repository"));
    add(ImageGrouping::Registry, u"groupByRegistry"_s, tr("Group by registry"));
    add(ImageGrouping::Account, u"groupByAccount"_s, tr("Group by account"));
    add(ImageGrouping::Age, u"groupByAge"_s, tr("Group by age"));
    add(ImageGrouping::Usage, u"groupByUsage"_s, tr("Group by use"));
    add(ImageGrouping::Component, u"groupByComponent"_s, tr("Group by component"));
    add(ImageGrouping::None, u"groupByNothing"_s, tr("No groups"));
    connect(m_groupings, &QActionGroup::triggered, this, [this] { Q_EMIT chosen(arrangement()); });
    setArrangement({});
}

ImageArrangement ImageArrangeMenu::arrangement() const
{
    return {ImageGrouping(m_groupings->checkedAction()->data().toInt()), m_rowPerImage->isChecked()};
}

void ImageArrangeMenu::setArrangement(const ImageArrangement &arrangement)
{
    m_rowPerImage->setChecked(arrangement.rowPerImage);
    for (QAction *action : m_groupings->actions())
        action->setChecked(action->data().toInt() == int(arrangement.grouping));
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logsidebyside.h"

#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

LogSideBySide::LogSideBySide(const LogServices &services, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent), m_services(services), m_first(new LogPane(services, this))
{
    setObjectName(u"logSideBySide"_s);
    setChildrenCollapsible(false);
    setFocusProxy(m_first);
    addWidget(m_first);
    connect(m_first, &LogPane::compareRequested, this, &LogSideBySide::compareWith);
    connect(m_first->view(), &LogView::scrolled, this, [this] { follow(m_first, m_second); });
}

void LogSideBySide::compareWith(const OtherLog &other)
{
    closeSecond();
    m_place = new QWidget(this);
    auto *header = new Bar(Bar::Kind::Foot, m_place);
    header->add(new ElidedLabel(other.name, Qt::ElideMiddle, TextRole::Small, Ink::Normal, header), 1);
    auto *together = new QAction(tr("Scroll together"), m_place);
    together->setObjectName(u"scrollTogether"_s);
    together->setCheckable(true);
    together->setChecked(m_synchronized);
    connect(together, &QAction::toggled, this, &LogSideBySide::setSynchronized);
    header->addAction(together);
    auto *close = new QAction(Icons::get(u"dialog-close"_s), tr("Close this log"), m_place);
    close->setObjectName(u"closeSecondLog"_s);
    connect(close, &QAction::triggered, this, &LogSideBySide::closeSecond);
    header->addAction(close, true);
    m_second = new LogPane(m_services, m_place);
    auto *column = new QVBoxLayout(m_place);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(m_second, 1);
    addWidget(m_place);
    m_place->show();
    setSizes({width() / 2, width() / 2});
    m_second->setDocument(other.open(m_second), other.imageRepository, other.name);
    connect(m_second->view(), &LogView::scrolled, this, [this] { follow(m_second, m_first); });
}

void LogSideBySide::closeSecond()
{
    if (!m_place)
        return;
    m_second->disconnect(this);
    m_second->view()->disconnect(this);
    m_second->setDocument(nullptr);
    m_place->hide();
    m_place->deleteLater();
    m_place = nullptr;
    m_second = nullptr;
    m_first->setFocus();
}

void LogSideBySide::setSynchronized(bool on)
{
    m_synchronized = on;
    if (on)
        follow(m_first, m_second);
}

void LogSideBySide::follow(LogPane *leader, LogPane *follower)
{
    if (!follower || !m_synchronized || m_moving)
        return;
    const QScopedValueRollback moving(m_moving, true);
    if (leader->view()->isFollowing())
        follower->view()->goToEnd();
    else
        follower->view()->showTime(leader->view()->topTime());
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logsidebyside.h"

#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QApplication>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

LogSideBySide::LogSideBySide(const LogServices &services, QWidget *parent) : QSplitter(Qt::Horizontal, parent), m_services(services)
{
    setObjectName(u"logSideBySide"_s);
    setChildrenCollapsible(false);
    addWidget(makePlace(&m_firstHeader, &m_first));
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Normal, m_firstHeader);
    m_firstHeader->add(m_title, 1);
    m_firstHeader->hide();
    setFocusProxy(m_first);
    connect(m_first, &LogPane::compareRequested, this, &LogSideBySide::compareWith);
    connect(m_first->view(), &LogView::scrolled, this, [this] { follow(m_first, m_second); });
}

/// A header and the log below it.
QWidget *LogSideBySide::makePlace(Bar **header, LogPane **pane)
{
    auto *both = new QWidget(this);
    *header = new Bar(Bar::Kind::Foot, both);
    *pane = new LogPane(m_services, both);
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(*header);
    column->addWidget(*pane, 1);
    return both;
}

void LogSideBySide::setTitle(const QString &title)
{
    m_title->setText(title);
}

void LogSideBySide::compareWith(const OtherLog &other)
{
    closeSecond();
    Bar *header = nullptr;
    m_place = makePlace(&header, &m_second);
    header->add(new ElidedLabel(other.name, Qt::ElideMiddle, TextRole::Small, Ink::Normal, header), 1);
    auto *together = new QAction(tr("Scroll together"), header);
    together->setObjectName(u"scrollTogether"_s);
    together->setCheckable(true);
    together->setChecked(m_synchronized);
    connect(together, &QAction::toggled, this, &LogSideBySide::setSynchronized);
    header->addAction(together);
    auto *close = new QAction(Icons::get(u"dialog-close"_s), tr("Close this log"), header);
    close->setObjectName(u"closeSecondLog"_s);
    connect(close, &QAction::triggered, this, &LogSideBySide::closeSecond);
    header->addAction(close, true);
    addWidget(m_place);
    m_place->show();
    m_firstHeader->show();
    setSizes({width() / 2, width() / 2});
    m_second->setDocument(other.open(m_second), other.image, other.name);
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
    m_firstHeader->hide();
    m_first->setFocus();
}

void LogSideBySide::focusFind()
{
    const bool inSecond = m_second && m_second->isAncestorOf(QApplication::focusWidget());
    (inSecond ? m_second : m_first)->focusFind();
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticestrip.h"

#include "model/tasks/noticelist.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QPainter>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

/// One notice.
class NoticeStrip::Row : public QWidget
{
public:
    Row(NoticeList &notices, int number, QWidget *parent)
        : QWidget(parent)
        , id(number)
        , m_title(new ElidedLabel({}, Qt::ElideMiddle, TextRole::Body, Ink::Normal, this))
        , m_text(new ElidedLabel({}, Qt::ElideRight, TextRole::Code, Ink::Muted, this))
    {
        setObjectName(u"notice"_s);
        m_title->setObjectName(u"noticeTitle"_s);
        m_text->setObjectName(u"noticeText"_s);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(metrics::barInset, 2, metrics::barInset, 2);
        row->setSpacing(metrics::gap);
        row->addWidget(new MarkIcon(Mark::Note, this));
        row->addWidget(m_title, 2);
        row->addWidget(m_text, 3);
        m_follow = flatButton({}, {}, u"followNotice"_s, this);
        row->addWidget(m_follow);
        auto *away = new QAction(Icons::get(u"dialog-close"_s), NoticeStrip::tr("Put the notice away"), this);
        away->setObjectName(u"putNoticeAway"_s);
        row->addWidget(flatButton(away, this, true));
        // The row goes with it: not within its own click.
        connect(m_follow, &QToolButton::clicked, &notices, [&notices, number] { notices.follow(number); }, Qt::QueuedConnection);
        connect(away, &QAction::triggered, &notices, [&notices, number] { notices.putAway(number); }, Qt::QueuedConnection);
    }
    void set(const Notice &notice)
    {
        m_title->setText(notice.title);
        m_text->setText(notice.text);
        m_follow->setText(withoutMnemonic(notice.action));
        m_follow->setVisible(!notice.action.isEmpty());
        setAccessibleName(notice.title);
        setAccessibleDescription(notice.text);
    }

    const int id;

private:
    ElidedLabel *m_title;
    ElidedLabel *m_text;
    QToolButton *m_follow;
};

NoticeStrip::NoticeStrip(NoticeList &notices, QWidget *parent) : QWidget(parent), m_notices(notices), m_column(new QVBoxLayout(this))
{
    setObjectName(u"noticeStrip"_s);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    connect(&notices, &NoticeList::changed, this, &NoticeStrip::update);
    connect(&notices, &NoticeList::appeared, this, [this](const Notice &notice) { tell(notice.title); });
    update();
}

void NoticeStrip::update()
{
    const QList<Notice> &notices = m_notices.notices();
    m_rows.removeIf([&notices](Row *row) {
        const bool gone = std::none_of(notices.begin(), notices.end(), [row](const Notice &notice) { return notice.id == row->id; });
        if (gone) {
            row->hide();
            row->deleteLater();
        }
        return gone;
    });
    for (const Notice &notice : notices) {
        const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&notice](const Row *row) { return row->id == notice.id; });
        Row *row = at != m_rows.end() ? *at : new Row(m_notices, notice.id, this);
        if (at == m_rows.end()) {
            m_rows << row;
            m_column->addWidget(row);
            row->show();
        }
        row->set(notice);
    }
    setVisible(!m_rows.isEmpty());
}

/// Also to those who look elsewhere, or do not see.
void NoticeStrip::tell(const QString &title)
{
    QApplication::alert(window());
    QAccessibleEvent event(this, QAccessible::Alert);
    setAccessibleName(title);
    QAccessible::updateAccessibility(&event);
}

void NoticeStrip::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.tint(colors.accent));
    painter.fillRect(0, height() - 1, width(), 1, colors.hairline);
}

} // namespace longshore

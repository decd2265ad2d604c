// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statemessages.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/wayrow.h"

#include <QAction>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int waysWidth = 600;
constexpr int errorWidth = 800;

/// The page's icon, 48 px, muted.
class LargeIcon : public QWidget
{
public:
    LargeIcon(const QString &name, QWidget *parent)
        : QWidget(parent)
        , m_icon(Icons::get(name))
    {
        setFixedSize(metrics::largeIcon, metrics::largeIcon);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setOpacity(0.65);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

QWidget *waysCard(const QList<QAction *> &ways, QWidget *parent)
{
    auto *card = new Card(Card::Look::Outlined, parent);
    card->setMinimumWidth(qMin(waysWidth, 480));
    card->setMaximumWidth(waysWidth);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    for (QAction *way : ways) {
        if (way != ways.first())
            column->addWidget(new Hairline(Qt::Horizontal, card));
        column->addWidget(new WayRow(way, card));
    }
    return card;
}

} // namespace

QPushButton *primaryButtonFor(QAction *action, QWidget *parent)
{
    auto *button = primaryButton(QString(), action->text(), action->objectName() + u"Primary"_s, parent);
    button->setIcon(action->icon());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

EmptyMessage::EmptyMessage(const EmptyState &empty, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"emptyPage"_s);
    setBaseGround(this);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addStretch(45);
    if (!empty.iconName.isEmpty()) {
        column->addWidget(new LargeIcon(empty.iconName, this), 0, Qt::AlignHCenter);
        column->addSpacing(metrics::gap);
    }
    auto *title = new PlainLabel(empty.title, TextRole::Title, Ink::Normal, this);
    title->setAlignment(Qt::AlignCenter);
    column->addWidget(title, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::unit);
    auto *sentence = new PlainLabel(empty.sentence, TextRole::Body, Ink::Muted, this);
    sentence->setAlignment(Qt::AlignHCenter);
    sentence->setWordWrap(empty.sentence.size() > 80);
    column->addWidget(sentence, 0, empty.sentence.size() > 80 ? Qt::Alignment() : Qt::AlignHCenter);
    if (empty.primary) {
        column->addSpacing(24);
        setFocusProxy(primaryButtonFor(empty.primary, this));
        column->addWidget(focusProxy(), 0, Qt::AlignHCenter);
    }
    if (!empty.otherWays.isEmpty()) {
        column->addSpacing(36);
        column->addWidget(waysCard(empty.otherWays, this), 0, Qt::AlignHCenter);
    }
    if (!empty.note.isEmpty()) {
        column->addSpacing(16);
        column->addWidget(new PlainLabel(empty.note, TextRole::Small, Ink::Muted, this), 0, Qt::AlignHCenter);
    }
    column->addStretch(55);
}

ErrorMessage::ErrorMessage(const QString &title, const Error &error, QAction *nextAction, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"errorPage"_s);
    setBaseGround(this);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(36, 36, 36, 36);
    auto *box = new QWidget(this);
    box->setMaximumWidth(errorWidth);
    outer->addWidget(box, 1);
    outer->addStretch(0);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    const auto add = [column, box](const QString &text, TextRole role, Ink ink) {
        if (text.isEmpty())
            return;
        auto *label = new PlainLabel(text, role, ink, box);
        label->setWordWrap(true);
        label->setSelectable();
        column->addWidget(label);
    };
    add(title, TextRole::Title, Ink::Normal);
    add(error.happened.isEmpty() ? error.reason() : error.happened, TextRole::Body, Ink::Normal);
    add(error.advice, TextRole::Body, Ink::Muted);
    if (nextAction) {
        column->addSpacing(metrics::gap);
        setFocusProxy(primaryButtonFor(nextAction, box));
        column->addWidget(focusProxy(), 0, Qt::AlignLeft);
    }
    column->addSpacing(16);
    if (!error.asked.isEmpty()) {
        add(tr("What was asked"), TextRole::Heading, Ink::Normal);
        add(error.asked, TextRole::Code, Ink::Normal);
    }
    if (!error.engineText.isEmpty()) {
        add(error.httpStatus ? tr("What the engine said (HTTP %1)").arg(error.httpStatus) : tr("What the engine said"), TextRole::Heading, Ink::Normal);
        add(error.engineText, TextRole::Code, Ink::Normal);
    }
    column->addStretch(1);
}

} // namespace longshore

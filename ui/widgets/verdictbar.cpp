// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verdictbar.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

VerdictBar::VerdictBar(QWidget *parent)
    : QWidget(parent)
    , m_icon(new MarkIcon(Mark::None, this))
    , m_sentence(new PlainLabel({}, TextRole::Heading, Ink::Normal, this))
    , m_cause(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
    , m_note(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"verdictBar"_s);
    setMinimumHeight(metrics::headerBar);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_sentence->setObjectName(u"verdictSentence"_s);
    m_sentence->setSelectable();
    m_cause->setObjectName(u"verdictCause"_s);
    m_note->setObjectName(u"verdictNote"_s);
    m_note->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::paneInset, 8, metrics::barInset, 8);
    row->setSpacing(metrics::gap);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    words->addWidget(m_sentence);
    words->addWidget(m_cause);
    words->addWidget(m_note);
    words->addStretch(1);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addLayout(m_buttons);
    m_buttons->setSpacing(metrics::gap);
}

void VerdictBar::set(Mark mark, const QString &sentence, const QString &cause, const QString &note)
{
    m_mark = mark;
    m_icon->setMark(mark);
    m_sentence->setText(sentence);
    m_cause->setText(cause);
    m_cause->setVisible(!cause.isEmpty());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setAccessibleName(sentence);
    update();
}

void VerdictBar::setActions(const QList<QAction *> &actions)
{
    while (m_buttons->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_buttons->takeAt(0));
        item->widget()->deleteLater();
    }
    for (QAction *action : actions) {
        QPushButton *button = outlinedButton(action->text(), action->objectName() + u"Button"_s, this);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_buttons->addWidget(button);
    }
}

QString VerdictBar::sentence() const
{
    return m_sentence->text();
}

void VerdictBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    if (m_mark == Mark::None)
        return;
    const QColor colour = markColor(m_mark, colors);
    painter.fillRect(rect(), colors.tint(colour));
    painter.fillRect(0, 0, width(), 1, blend(colour, colors.base, 0.4));
    painter.fillRect(0, 0, 4, height(), colour);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel({}, Qt::ElideMiddle, TextRole::Small, Ink::Muted, this))
    , m_facts(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
{
    setObjectName(u"statusLine"_s);
    m_text->setObjectName(u"statusText"_s);
    m_facts->setObjectName(u"statusFacts"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::barInset, 4, metrics::barInset, 3);
    row->addWidget(m_text, 1);
    row->addWidget(m_facts);
    setMinimumHeight(metrics::statusBar);
}

void StatusLine::set(const QString &text, const QString &facts)
{
    m_text->setText(text);
    m_facts->setText(facts);
    setAccessibleName(text);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, Theme::of(this).colors().hairline);
}

StaleStrip::StaleStrip(QWidget *parent)
    : QWidget(parent)
    , m_label(new MarkLabel(Mark::Warning, {}, TextRole::Body, this))
{
    setObjectName(u"staleStrip"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::barInset, 2, metrics::barInset, 2);
    m_label->setInk(Ink::Normal);
    m_label->setWordWrap(true);
    row->addWidget(m_label, 1);
    auto *again = flatButton({}, tr("Try again"), u"tryEngineAgain"_s, this);
    row->addWidget(again);
    connect(again, &QToolButton::clicked, this, &StaleStrip::tryAgainRequested);
    set({});
}

void StaleStrip::set(const QString &sentence)
{
    m_label->set(Mark::Warning, sentence);
    setVisible(!sentence.isEmpty());
}

void StaleStrip::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.tint(colors.warning));
}

} // namespace longshore

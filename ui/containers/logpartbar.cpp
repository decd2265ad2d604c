// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/logpartbar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>

namespace longshore
{

using namespace Qt::StringLiterals;

LogPartBar::LogPartBar(QWidget *parent) : Bar(Kind::Tools, parent)
{
    setObjectName(u"logPartBar"_s);
    m_from = addField(u"logPartFrom"_s, tr("From"), tr("the beginning"));
    m_to = addField(u"logPartTo"_s, tr("to"), tr("now and on"));
    m_lines = new QSpinBox(this);
    m_lines->setObjectName(u"logPartLines"_s);
    m_lines->setAccessibleName(tr("Last lines"));
    m_lines->setRange(0, 100'000'000);
    m_lines->setSingleStep(1000);
    m_lines->setGroupSeparatorShown(true);
    m_lines->setPrefix(tr("last "));
    m_lines->setSuffix(tr(" lines"));
    m_lines->setSpecialValueText(tr("all lines"));
    add(m_lines);
    auto *show = flatButton({}, tr("Show"), u"showLogPart"_s, this);
    add(show);
    m_problem = new MarkLabel(Mark::None, {}, TextRole::Small, this);
    m_problem->setObjectName(u"logPartProblem"_s);
    m_problem->setWordWrap(true);
    add(m_problem, 300);
    m_problem->hide();
    addStretch();
    connect(show, &QToolButton::clicked, this, &LogPartBar::chosen);
}

QLineEdit *LogPartBar::addField(const QString &name, const QString &label, const QString &placeholder)
{
    add(new PlainLabel(label, TextRole::Small, Ink::Muted, this));
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(placeholder);
    edit->setMinimumWidth(80);
    edit->setMaximumWidth(170);
    setPlainToolTip(edit, tr("10:04, 2026-11-28 10:04:14, or 20 min for twenty minutes ago"));
    connect(edit, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    add(edit, 100); // before the stretch, which has 1
    return edit;
}

LogPart LogPartBar::part() const
{
    return {m_from->text(), m_to->text(), m_lines->value()};
}

void LogPartBar::focus()
{
    m_from->setFocus(Qt::ShortcutFocusReason);
    m_from->selectAll();
}

void LogPartBar::setProblem(const QString &sentence)
{
    m_problem->set(sentence.isEmpty() ? Mark::None : Mark::Error, sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

bool LogPartBar::event(QEvent *event)
{
    // The page leaves by Escape; here it closes the bar.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return Bar::event(event);
}

void LogPartBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT chosen();
    else
        Bar::keyPressEvent(event);
}

} // namespace longshore

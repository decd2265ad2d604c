// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logfindbar.h"

#include "model/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

LogFindBar::LogFindBar(QWidget *parent) : Bar(Kind::Tools, parent)
{
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(u"findInLog"_s);
    m_edit->setAccessibleName(tr("Find in the log"));
    m_edit->setPlaceholderText(tr("Find in the log"));
    m_edit->addAction(Icons::get(u"edit-find"_s), QLineEdit::LeadingPosition);
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(leastField);
    m_edit->setMaximumWidth(mostField);
    m_edit->installEventFilter(this);
    m_count = new PlainLabel({}, TextRole::Small, Ink::Muted, this);
    m_count->setObjectName(u"findCount"_s);
    const auto make = [this](const QString &icon, const QString &text, const QString &name, const QKeySequence &keys) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        return action;
    };
    m_previous = make(u"go-up"_s, tr("Previous match"), u"findPrevious"_s, Qt::SHIFT | Qt::Key_F3);
    m_next = make(u"go-down"_s, tr("Next match"), u"findNext"_s, Qt::Key_F3);
    m_cancel = make(u"dialog-close"_s, tr("Stop searching"), u"cancelSearch"_s, {});
    connect(m_cancel, &QAction::triggered, this, &LogFindBar::cancelled);
    add(m_edit, mostField); // before the stretch, which has 1
    add(m_count);
    m_arrows = {Bar::addAction(m_previous, true), Bar::addAction(m_next, true)};
    m_cancelButton = Bar::addAction(m_cancel, true);
    m_cancelButton->hide();
    m_case = addToggle(u"Aa"_s, u"findCase"_s, tr("Upper and lower case differ"));
    m_regex = addToggle(u".*"_s, u"findRegex"_s, tr("Regular expression"));
    m_word = addToggle(u"“ab”"_s, u"findWord"_s, tr("Whole words"));
    m_only = flatButton(u"view-filter"_s, tr("Only matches"), u"onlyMatches"_s, this);
    m_only->setCheckable(true);
    add(m_only);
    addStretch();
    connect(m_edit, &QLineEdit::textChanged, this, &LogFindBar::patternChanged);
    connect(m_only, &QToolButton::toggled, this, &LogFindBar::onlyMatchesChanged);
}

QToolButton *LogFindBar::addToggle(const QString &text, const QString &name, const QString &tip)
{
    QToolButton *button = flatButton({}, text, name, this);
    button->setCheckable(true);
    button->setAccessibleName(tip);
    setPlainToolTip(button, tip);
    add(button);
    connect(button, &QToolButton::toggled, this, &LogFindBar::patternChanged);
    return button;
}

LogPattern LogFindBar::pattern() const
{
    LogPattern pattern;
    pattern.text = m_edit->text();
    pattern.regex = m_regex->isChecked();
    pattern.caseSensitive = m_case->isChecked();
    pattern.wholeWord = m_word->isChecked();
    return pattern;
}

bool LogFindBar::onlyMatches() const
{
    return m_only->isChecked();
}

void LogFindBar::setOnlyMatches(bool on)
{
    m_only->setChecked(on);
}

void LogFindBar::setText(const QString &text)
{
    m_edit->setText(text);
}

void LogFindBar::focus()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void LogFindBar::setCount(bool active, quint64 count, std::optional<quint64> index, bool running)
{
    QString text;
    if (active && count == 0)
        text = running ? tr("searching…") : tr("not found");
    else if (active && index)
        text = tr("%1 of %2").arg(format::count(qint64(*index + 1)), format::count(qint64(count)));
    else if (active)
        text = count == 1 ? tr("1 line") : tr("%1 lines").arg(format::count(qint64(count)));
    if (active && running && count > 0)
        text += u'…';
    m_cancelButton->setVisible(running);
    if (text == m_count->text())
        return;
    m_count->setText(text);
    // It grows only: buttons must not move while somebody aims at them.
    m_count->setMinimumWidth(active ? std::max(m_count->minimumWidth(), m_count->sizeHint().width()) : 0);
    arrange();
}

QString LogFindBar::countText() const
{
    return m_count->text();
}

void LogFindBar::addRight(QWidget *button, bool evenWhenNarrow)
{
    add(button);
    if (evenWhenNarrow)
        m_kept << button;
    else
        m_menus << button;
}

void LogFindBar::setNeeded(QWidget *button, bool needed)
{
    if (needed == m_needed.contains(button))
        return;
    if (needed)
        m_needed.insert(button);
    else
        m_needed.remove(button);
    arrange();
}

void LogFindBar::setOffered(QWidget *button, bool offered)
{
    if (offered)
        m_unoffered.remove(button);
    else
        m_unoffered.insert(button);
    arrange();
}

/// What there is no room for goes, the least missed first; what says that something is switched on stays.
void LogFindBar::arrange()
{
    const auto widthOf = [](const QList<QWidget *> &widgets) {
        int width = 0;
        for (const QWidget *widget : widgets)
            width += widget->sizeHint().width() + metrics::gap;
        return width;
    };
    const auto show = [](const QList<QWidget *> &widgets, bool shown) {
        for (QWidget *widget : widgets)
            widget->setVisible(shown);
    };
    QList<QWidget *> offered; // of the menus
    QList<QWidget *> menus;   // of those, what may go
    for (QWidget *menu : std::as_const(m_menus)) {
        menu->setVisible(!m_unoffered.contains(menu));
        if (m_unoffered.contains(menu))
            continue;
        offered << menu;
        if (!m_needed.contains(menu))
            menus << menu;
    }
    const QList<QWidget *> toggles{m_word, m_case, m_regex};
    m_only->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    int needed = 2 * metrics::barInset + leastField + metrics::gap + widthOf(toggles) + widthOf(m_arrows) + widthOf(offered)
        + widthOf(m_kept) + widthOf({m_count, m_only});
    if (needed > width()) {
        needed -= m_only->sizeHint().width();
        m_only->setToolButtonStyle(Qt::ToolButtonIconOnly);
        needed += m_only->sizeHint().width();
    }
    show(offered, true);
    for (const QList<QWidget *> &group : {menus, m_arrows}) {
        const bool fits = needed <= width();
        show(group, fits);
        needed -= fits ? 0 : widthOf(group);
    }
    for (QToolButton *toggle : {m_word, m_case, m_regex}) {
        const bool fits = needed <= width() || toggle->isChecked();
        toggle->setVisible(fits);
        needed -= fits ? 0 : widthOf({toggle});
    }
}

void LogFindBar::resizeEvent(QResizeEvent *event)
{
    Bar::resizeEvent(event);
    arrange();
}

bool LogFindBar::eventFilter(QObject *watched, QEvent *event)
{
    // The page leaves by Escape; here it empties the field first.
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return Bar::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: (key->modifiers() & Qt::ShiftModifier ? m_previous : m_next)->trigger(); return true;
    case Qt::Key_Escape:
        if (m_edit->text().isEmpty())
            Q_EMIT left();
        else
            m_edit->clear();
        return true;
    case Qt::Key_Down: Q_EMIT left(); return true;
    default: return Bar::eventFilter(watched, event);
    }
}

} // namespace longshore

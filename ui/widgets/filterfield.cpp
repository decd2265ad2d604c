// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterfield.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/termchips.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int fieldHeight = 30; // as tall as the push buttons beside it in a tool bar
constexpr int fieldWidth = 440;
constexpr int iconWidth = 32;   // before what the field holds
constexpr int leastWords = 110; // room to type that chips leave

struct Span {
    qsizetype from;
    qsizetype to;
};

/// Blanks part tokens, but for those within quotes.
QList<Span> tokensOf(const QString &text)
{
    QList<Span> tokens;
    bool isQuoted = false;
    qsizetype from = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'"')
            isQuoted = !isQuoted;
        const bool isBlank = text[i].isSpace() && !isQuoted;
        if (!isBlank && from < 0)
            from = i;
        if (isBlank && from >= 0)
            tokens.append({std::exchange(from, -1), i});
    }
    if (from >= 0)
        tokens.append({from, text.size()});
    return tokens;
}

} // namespace

FilterField::FilterField(const QString &placeholder, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_chips(new TermChips(m_edit))
    , m_count(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 3);
    row->addWidget(m_count, 2);
    m_edit->setObjectName(u"filter"_s);
    m_edit->setAccessibleName(placeholder);
    m_edit->setPlaceholderText(placeholder);
    m_placeholder = placeholder;
    m_edit->setMinimumHeight(fieldHeight);
    m_edit->setMinimumWidth(160);
    m_edit->setMaximumWidth(fieldWidth);
    m_icon = m_edit->addAction(Icons::get(u"view-filter"_s), QLineEdit::LeadingPosition);
    m_clear = m_edit->addAction(Icons::get(u"edit-clear-locationbar-rtl"_s), QLineEdit::TrailingPosition);
    m_clear->setToolTip(tr("Clear the filter"));
    m_clear->setVisible(false);
    connect(m_clear, &QAction::triggered, this, &FilterField::clearAll);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_clear->setVisible(!text().isEmpty());
        if (!m_taking)
            Q_EMIT textChanged(text());
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this] { takeTerms(false); });
    connect(m_chips, &TermChips::dismissed, this, [this](int term) {
        QStringList terms = m_chips->terms();
        terms.removeAt(term);
        setChips(terms);
        Q_EMIT textChanged(text());
    });
    m_count->setObjectName(u"filterCount"_s);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
}

QString FilterField::text() const
{
    QStringList parts = m_chips->terms();
    if (!m_edit->text().isEmpty())
        parts.append(m_edit->text());
    return parts.join(u' ');
}

void FilterField::setText(const QString &text)
{
    const bool hadChips = !m_chips->terms().isEmpty();
    setChips({});
    if (m_edit->text() != text)
        m_edit->setText(text);
    else if (hadChips)
        Q_EMIT textChanged(text);
    takeTerms(true);
}

void FilterField::clearAll()
{
    setText({});
}

void FilterField::takeTerms(bool all)
{
    if (!m_isTerm)
        return;
    const QString text = m_edit->text();
    const qsizetype cursor = m_edit->cursorPosition();
    qsizetype newCursor = cursor;
    QStringList terms = m_chips->terms();
    QString rest;
    qsizetype taken = 0;
    for (const auto &[from, to] : tokensOf(text)) {
        const bool isDone = all || (to < text.size() && (cursor < from || cursor > to));
        const QString token = text.mid(from, to - from);
        if (!isDone || !m_isTerm(token))
            continue;
        rest += text.mid(taken, from - taken);
        taken = qMin(to + 1, text.size()); // with the blank behind it
        newCursor -= qBound(0, cursor - from, taken - from);
        terms.append(token);
    }
    if (taken == 0)
        return;
    const QScopedValueRollback taking(m_taking, true);
    setChips(terms);
    m_edit->setText(rest + text.mid(taken));
    m_edit->setCursorPosition(int(newCursor));
}

void FilterField::takeBack()
{
    QStringList terms = m_chips->terms();
    const QString last = terms.takeLast();
    setChips(terms);
    m_edit->setText(m_edit->text().isEmpty() ? last : last + u' ' + m_edit->text());
    m_edit->setCursorPosition(int(last.size()));
}

void FilterField::setChips(const QStringList &terms)
{
    m_chips->setTerms(terms);
    m_edit->setAccessibleDescription(terms.join(u' '));
    m_edit->setPlaceholderText(terms.isEmpty() ? m_placeholder : QString());
    m_clear->setVisible(!text().isEmpty());
    placeChips();
}

void FilterField::placeChips()
{
    const bool none = m_chips->terms().isEmpty();
    const QSize wanted = m_chips->sizeHint();
    const int width = none ? 0 : qBound(0, m_edit->width() - iconWidth - leastWords, wanted.width());
    m_chips->setGeometry(iconWidth, (m_edit->height() - wanted.height()) / 2, width, wanted.height());
    m_edit->setTextMargins(none ? 0 : width + metrics::unit, 0, 0, 0);
}

void FilterField::setCount(const QString &text)
{
    m_countText = text;
    tell();
}

void FilterField::setProblem(const QString &sentence)
{
    m_problem = sentence;
    m_edit->setProperty("problem", !sentence.isEmpty());
    m_edit->update();
    tell();
}

void FilterField::tell()
{
    m_count->setInk(m_problem.isEmpty() ? Ink::Muted : Ink::Error);
    m_count->setText(m_problem.isEmpty() ? m_countText : m_problem);
}

void FilterField::focus()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FilterField::setIconMenu(QMenu *menu, const QString &toolTip)
{
    m_menu = menu;
    setPlainToolTip(m_icon, toolTip);
    connect(m_icon, &QAction::triggered, this, &FilterField::openMenu);
}

void FilterField::openMenu()
{
    m_menu->popup(m_edit->mapToGlobal(QPoint(0, m_edit->height())));
}

bool FilterField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::Resize)
        placeChips();
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        takeTerms(true);
    if (event->type() == QEvent::KeyPress && pressed(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

/// True when it was for the field and not for its text.
bool FilterField::pressed(const QKeyEvent &key)
{
    switch (key.key()) {
    case Qt::Key_Down:
        if (m_menu && key.modifiers().testFlag(Qt::AltModifier)) {
            openMenu();
            return true;
        }
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
        takeTerms(true);
        Q_EMIT leftForList();
        return true;
    case Qt::Key_Escape:
        if (text().isEmpty())
            return false;
        clearAll();
        return true;
    case Qt::Key_Backspace:
        if (m_edit->cursorPosition() > 0 || m_edit->hasSelectedText() || m_chips->terms().isEmpty())
            return false;
        takeBack();
        return true;
    default:
        return false;
    }
}

} // namespace longshore

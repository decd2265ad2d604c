// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logfilterbar.h"

#include "ui/logs/logviewstate.h"
#include "ui/theme/icons.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

namespace longshore
{

using namespace Qt::StringLiterals;

LogFilterBar::LogFilterBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"logFilterBar"_s);
    auto *texts = new Bar(Bar::Kind::Tools, this);
    auto *bar = texts;
    m_include = addField(bar, u"filterInclude"_s, tr("Containing"), 180);
    m_include->addAction(Icons::get(u"view-filter"_s), QLineEdit::LeadingPosition);
    m_exclude = addField(bar, u"filterExclude"_s, tr("Not containing"), 150);
    m_regex = flatButton({}, u".*"_s, u"filterRegex"_s, bar);
    m_regex->setCheckable(true);
    m_regex->setAccessibleName(tr("Regular expressions"));
    setPlainToolTip(m_regex, tr("Regular expressions"));
    bar->add(m_regex);
    texts->addStretch();
    auto *more = new Bar(Bar::Kind::Tools, this);
    bar = more;
    m_context = new QSpinBox(bar);
    m_context->setObjectName(u"filterContext"_s);
    m_context->setAccessibleName(tr("Lines around each"));
    m_context->setRange(0, LogCriteria::mostContext);
    m_context->setPrefix(u"± "_s);
    m_context->setSuffix(tr(" lines"));
    bar->add(m_context);
    m_from = addField(bar, u"filterFrom"_s, tr("From time"), 90);
    m_to = addField(bar, u"filterTo"_s, tr("To time"), 90);
    for (QLineEdit *time : {m_from, m_to})
        setPlainToolTip(time, tr("Seconds since the first line, as 12.9, or a time of day, as 10:04:14"));
    m_fold = flatButton({}, tr("Fold repeats"), u"foldRepeats"_s, bar);
    m_fold->setCheckable(true);
    bar->add(m_fold);
    m_count = new PlainLabel({}, TextRole::Small, Ink::Muted, bar);
    m_count->setObjectName(u"filterCount"_s);
    bar->add(m_count);
    bar->addStretch();
    auto *close = new QAction(Icons::get(u"dialog-close"_s), tr("Close the filter"), this);
    close->setObjectName(u"closeFilter"_s);
    bar->addAction(close, true);
    connect(close, &QAction::triggered, this, &LogFilterBar::closed);
    connect(m_regex, &QToolButton::toggled, this, &LogFilterBar::changed);
    connect(m_fold, &QToolButton::toggled, this, &LogFilterBar::changed);
    connect(m_context, &QSpinBox::valueChanged, this, &LogFilterBar::changed);
    m_bars = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_bars->setContentsMargins({});
    m_bars->setSpacing(0);
    m_bars->addWidget(texts, 4);
    m_bars->addWidget(more, 5);
}

QLineEdit *LogFilterBar::addField(Bar *bar, const QString &name, const QString &placeholder, int width)
{
    auto *edit = new QLineEdit(bar);
    edit->setObjectName(name);
    edit->setAccessibleName(placeholder);
    edit->setPlaceholderText(placeholder);
    edit->setMinimumWidth(width / 2);
    edit->setMaximumWidth(width);
    edit->setClearButtonEnabled(width > 100);
    bar->add(edit, 100); // before the stretch, which has 1
    connect(edit, &QLineEdit::textChanged, this, &LogFilterBar::changed);
    return edit;
}

void LogFilterBar::addTo(LogCriteria *criteria, qint64 start, bool utc) const
{
    const auto pattern = [this](const QLineEdit *edit) {
        LogPattern made;
        made.text = edit->text();
        made.regex = m_regex->isChecked();
        return made;
    };
    if (!m_include->text().isEmpty())
        criteria->include << pattern(m_include);
    if (!m_exclude->text().isEmpty())
        criteria->exclude << pattern(m_exclude);
    criteria->context = m_context->value();
    criteria->from = parseLogTime(m_from->text(), start, utc).value_or(0);
    if (const auto to = parseLogTime(m_to->text(), start, utc))
        criteria->to = *to + 1;
    criteria->foldRepeats = m_fold->isChecked();
    const auto mark = [start, utc](QLineEdit *edit) {
        const bool wrong = !edit->text().trimmed().isEmpty() && !parseLogTime(edit->text(), start, utc);
        edit->setProperty("problem", wrong);
        edit->update();
    };
    mark(m_from);
    mark(m_to);
}

bool LogFilterBar::hasWrongTime() const
{
    return m_from->property("problem").toBool() || m_to->property("problem").toBool();
}

/// Where one row would squeeze the fields there are two.
void LogFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_bars->setDirection(width() < twoRowsBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

bool LogFilterBar::foldsRepeats() const
{
    return m_fold->isChecked();
}

void LogFilterBar::setFoldRepeats(bool on)
{
    m_fold->setChecked(on);
}

void LogFilterBar::clear()
{
    for (QLineEdit *edit : {m_include, m_exclude, m_from, m_to})
        edit->clear();
    m_context->setValue(0);
}

void LogFilterBar::focus()
{
    m_include->setFocus(Qt::ShortcutFocusReason);
    m_include->selectAll();
}

void LogFilterBar::setCount(const QString &text)
{
    m_count->setText(text);
}

bool LogFilterBar::event(QEvent *event)
{
    // The page leaves by Escape; here it closes the bar.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void LogFilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/datefield.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QCalendarWidget>
#include <QDate>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int fieldWidth = 140;
}

DateField::DateField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    row->addStretch(1);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setFixedWidth(qMax(fieldWidth, fontMetrics().averageCharWidth() * 18));
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    if (!spec.readOnly) {
        auto *calendar = new QAction(Icons::get(u"go-down"_s), tr("Calendar"), this);
        calendar->setObjectName(u"calendar."_s + path);
        m_edit->addAction(calendar, QLineEdit::TrailingPosition);
        connect(calendar, &QAction::triggered, this, &DateField::openCalendar);
        const QList<QToolButton *> buttons = m_edit->findChildren<QToolButton *>();
        for (QToolButton *button : buttons)
            button->setAccessibleName(tr("Choose %1").arg(spec.title));
    }
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    DateField::showValue();
}

void DateField::showValue()
{
    m_edit->setText(valueText());
    m_edit->setPlaceholderText(hint().isEmpty() ? u"YYYY-MM-DD"_s : hint());
}

void DateField::openCalendar()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *calendar = new QCalendarWidget(menu);
    calendar->setObjectName(u"calendarOf."_s + path());
    if (const QDate date = QDate::fromString(m_edit->text(), Qt::ISODate); date.isValid())
        calendar->setSelectedDate(date);
    auto *holder = new QWidgetAction(menu);
    holder->setDefaultWidget(calendar);
    menu->addAction(holder);
    for (const auto signal : {&QCalendarWidget::activated, &QCalendarWidget::clicked}) {
        connect(calendar, signal, menu, [this, menu](const QDate &date) {
            pick(date);
            menu->close();
        });
    }
    menu->popup(m_edit->mapToGlobal(QPoint(0, m_edit->height())));
    calendar->setFocus();
}

void DateField::pick(const QDate &date)
{
    m_edit->setText(date.toString(Qt::ISODate));
    writeText(m_edit->text());
    m_edit->setFocus();
}

} // namespace longshore

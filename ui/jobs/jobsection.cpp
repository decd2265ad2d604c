// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsection.h"

#include "ui/jobs/formpart.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plaintext.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SectionHeader::setSummary(const QString &summary)
{
    m_summary = summary;
    setAccessibleDescription(summary);
    update();
}

QSize SectionHeader::sizeHint() const
{
    return {200, metrics::height(metrics::sectionHeader, fontMetrics())};
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    const QRect arrow(metrics::paneInset, (height() - metrics::icon) / 2, metrics::icon, metrics::icon);
    Icons::get(isChecked() ? u"go-down"_s : u"go-next"_s).paint(&painter, arrow);
    int x = arrow.right() + 1 + metrics::gap;
    const auto part = [&](const QString &text, TextRole role, Ink ink) {
        painter.setFont(theme.font(role));
        painter.setPen(theme.ink(ink));
        const QRect room(x, 0, width() - x - metrics::paneInset, height());
        const QString shown = painter.fontMetrics().elidedText(visibleText(text), Qt::ElideRight, room.width());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        x += painter.fontMetrics().horizontalAdvance(shown) + metrics::barInset;
    };
    part(text(), TextRole::Heading, Ink::Normal);
    part(m_summary, TextRole::Small, Ink::Muted);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(metrics::unit, metrics::unit, -metrics::unit, -metrics::unit);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void SectionHeader::keyPressEvent(QKeyEvent *event)
{
    const bool opens = event->key() == Qt::Key_Right;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if ((opens && !isChecked()) || (event->key() == Qt::Key_Left && isChecked()))
        setChecked(opens);
    else
        QAbstractButton::keyPressEvent(event);
}

JobSection::JobSection(const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_header(new SectionHeader(title, this))
    , m_body(new QWidget(this))
    , m_column(new QVBoxLayout(m_body))
{
    setObjectName(name + u"Section"_s);
    m_header->setObjectName(name + u"Header"_s);
    m_column->setContentsMargins(metrics::gap, 0, metrics::gap, metrics::paneInset);
    m_column->setSpacing(metrics::barInset);
    m_body->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_body);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    connect(m_header, &QAbstractButton::toggled, this, [this](bool open) {
        m_body->setVisible(open);
        Q_EMIT opened(open);
    });
}

void JobSection::setSummary(const QString &summary, const QString &brief)
{
    m_summary = summary;
    m_brief = brief.isEmpty() ? summary : brief;
    m_header->setSummary(summary);
}

bool JobSection::isOpen() const
{
    return m_header->isChecked();
}

void JobSection::setOpen(bool open)
{
    m_header->setChecked(open);
}

void JobSection::add(FormPart *part)
{
    m_parts.append(part);
    m_column->addWidget(part);
    connect(part, &FormPart::problemsChanged, this, &JobSection::problemsChanged);
}

void JobSection::add(QWidget *widget)
{
    m_column->addWidget(widget);
}

void JobSection::add(QWidget *widget, const QString &path)
{
    m_others.append({path, widget});
    m_column->addWidget(widget);
}

bool JobSection::covers(const QString &path) const
{
    const auto isIn = [&path](const QString &mine) { return path == mine || path.startsWith(mine + u'.'); };
    return std::any_of(m_parts.begin(), m_parts.end(), [&](const FormPart *part) { return part->covers(path); })
           || std::any_of(m_others.begin(), m_others.end(), [&](const Other &other) { return isIn(other.path); });
}

bool JobSection::goTo(const QString &path)
{
    if (!covers(path))
        return false;
    setOpen(true);
    for (const Other &other : std::as_const(m_others)) {
        if (path == other.path || path.startsWith(other.path + u'.')) {
            other.widget->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    const bool found = std::any_of(m_parts.begin(), m_parts.end(), [&](FormPart *part) { return part->goTo(path); });
    if (!found)
        m_header->setFocus(Qt::OtherFocusReason);
    return true;
}

void JobSection::showProblems()
{
    for (FormPart *part : std::as_const(m_parts))
        part->showProblems();
}

bool JobSection::isChanged() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const FormPart *part) { return part->isChanged(); });
}

Problems JobSection::problems() const
{
    Problems problems;
    for (const FormPart *part : m_parts)
        problems += part->problems();
    return problems;
}

} // namespace longshore

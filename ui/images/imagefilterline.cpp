// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagefilterline.h"

#include "model/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageFilterLine::ImageFilterLine(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_count(new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, this))
{
    m_field->setObjectName(u"imageFilter"_s);
    m_field->setAccessibleName(tr("Filter images"));
    m_field->setPlaceholderText(tr("Filter, such as: python size>500M older:30d unused"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(Icons::get(u"view-filter"_s), QLineEdit::LeadingPosition);
    m_field->setMaximumWidth(440);
    m_field->installEventFilter(this);
    m_count->setObjectName(u"imageCount"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(m_field, 3);
    row->addWidget(m_count, 2);
    connect(m_field, &QLineEdit::textChanged, this, &ImageFilterLine::parse);
}

QString ImageFilterLine::text() const
{
    return m_field->text();
}

void ImageFilterLine::setText(const QString &text)
{
    m_field->setText(text);
}

void ImageFilterLine::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void ImageFilterLine::setCount(int matching, int all)
{
    m_matching = matching;
    m_all = all;
    tell();
}

void ImageFilterLine::parse(const QString &text)
{
    m_filter = ImageFilter::parse(text);
    m_field->setProperty("problem", !m_filter.problems().isEmpty());
    m_field->update();
    Q_EMIT changed(m_filter);
    tell();
}

void ImageFilterLine::tell()
{
    const bool problem = !m_filter.problems().isEmpty();
    m_count->setInk(problem ? Ink::Error : Ink::Muted);
    if (problem)
        m_count->setText(m_filter.problems().front());
    else if (m_filter.isEmpty())
        m_count->setText(m_all == 1 ? tr("1 tag") : tr("%n tags", nullptr, m_all));
    else
        m_count->setText(tr("%1 of %2 tags").arg(format::count(m_matching), format::count(m_all)));
}

bool ImageFilterLine::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
        m_field->clear();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    Q_EMIT left();
    return true;
}

} // namespace longshore

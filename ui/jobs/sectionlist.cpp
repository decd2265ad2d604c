// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/sectionlist.h"

#include "ui/jobs/jobsection.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/rowdelegate.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int rowHeight = 48;
constexpr int dot = 7;
enum Role { SummaryRole = Qt::UserRole, ErrorsRole, ChangedRole };

class SectionDelegate : public RowDelegate
{
public:
    explicit SectionDelegate(QObject *parent)
        : RowDelegate(parent, rowHeight)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, qMax(rowHeight, option.fontMetrics.height() * 2 + metrics::gap)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem opt = option;
        initStyleOption(&opt, index);
        opt.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &opt, painter, opt.widget);
        painter->save();
        QRect inside = opt.rect.adjusted(metrics::paneInset, metrics::unit + 1, -metrics::gap, -metrics::unit - 1);
        const QRect place(inside.right() - metrics::icon, inside.top(), metrics::icon, inside.height() / 2);
        if (index.data(ErrorsRole).toInt() > 0)
            paintMark(painter, place, Mark::Error, Theme::of(opt.widget).colors());
        else if (index.data(ChangedRole).toBool()) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(Theme::of(opt.widget).colors().accent);
            painter->drawEllipse(QRectF(place.right() - dot, place.center().y() - dot / 2.0, dot, dot));
        }
        const QRect top(inside.left(), inside.top(), inside.width() - metrics::icon - metrics::unit, inside.height() / 2);
        CellLook name;
        name.text = index.data().toString();
        name.role = opt.state & QStyle::State_Selected ? TextRole::Heading : TextRole::Body;
        paintLook(painter, top, name, opt.widget);
        CellLook summary;
        summary.text = index.data(SummaryRole).toString();
        summary.role = TextRole::Small;
        summary.ink = Ink::Muted;
        summary.elide = Qt::ElideRight;
        paintLook(painter, top.translated(0, top.height()).adjusted(0, 0, metrics::icon, 0), summary, opt.widget);
        painter->restore();
    }
};

} // namespace

SectionList::SectionList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"jobSections"_s);
    setAccessibleName(tr("Sections"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new SectionDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < m_sections.size())
            Q_EMIT chosen(m_sections[row]);
    });
}

void SectionList::setSections(const QList<JobSection *> &sections)
{
    m_sections = sections;
    clear();
    for (const JobSection *section : sections)
        addItem(section->title());
    refresh();
}

void SectionList::refresh()
{
    for (int row = 0; row < m_sections.size(); ++row) {
        const JobSection *section = m_sections[row];
        const Problems problems = section->problems();
        const auto errors = std::count_if(problems.begin(), problems.end(), [](const Problem &one) { return one.severity == Problem::Severity::Error; });
        QString summary = section->brief();
        if (errors > 0)
            summary = errors == 1 ? tr("1 problem") : tr("%1 problems").arg(errors);
        item(row)->setData(SummaryRole, summary);
        item(row)->setData(ErrorsRole, int(errors));
        item(row)->setData(ChangedRole, section->isChanged());
        item(row)->setData(Qt::AccessibleDescriptionRole, section->isChanged() ? tr("%1, changed").arg(summary) : summary);
    }
}

void SectionList::setCurrent(JobSection *section)
{
    const QSignalBlocker quiet(this);
    setCurrentRow(int(m_sections.indexOf(section)));
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/problemlist.h"

#include "ui/jobs/problemmarks.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

enum Column { Message, Path };
constexpr int severityRole = Qt::UserRole;

class ProblemDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look;
        look.text = index.data().toString();
        if (index.column() == Column::Message) {
            look.mark = markOf(Problem::Severity(index.data(severityRole).toInt()));
        } else {
            look.role = TextRole::Code;
            look.ink = Ink::Muted;
            look.alignment = Qt::AlignRight;
            look.elide = Qt::ElideMiddle;
        }
        return look;
    }
};

} // namespace

ProblemList::ProblemList(QWidget *parent)
    : QWidget(parent)
    , m_errors(new MarkLabel(Mark::Error, {}, TextRole::Small, this))
    , m_warnings(new MarkLabel(Mark::Warning, {}, TextRole::Small, this))
    , m_list(new QTreeWidget(this))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    head->setSpacing(metrics::barInset);
    auto *title = new PlainLabel(tr("Problems"), TextRole::Heading, Ink::Normal, this);
    title->setMinimumHeight(metrics::height(metrics::sectionHeader, fontMetrics()));
    head->addWidget(title);
    head->addWidget(m_errors);
    head->addWidget(m_warnings);
    head->addStretch(1);
    m_errors->setObjectName(u"problemErrors"_s);
    m_warnings->setObjectName(u"problemWarnings"_s);
    setUpTree(m_list);
    m_list->setObjectName(u"problems"_s);
    m_list->setAccessibleName(tr("Problems"));
    m_list->setRootIsDecorated(false);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(Column::Message, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(Column::Path, QHeaderView::ResizeToContents);
    m_list->setItemDelegate(new ProblemDelegate(m_list));
    m_list->setMinimumHeight(metrics::row * 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addLayout(head);
    column->addWidget(m_list, 1);
    const auto choose = [this](QTreeWidgetItem *item) {
        const int row = m_list->indexOfTopLevelItem(item);
        if (row >= 0 && row < m_problems.size())
            Q_EMIT chosen(Problem(m_problems[row]));
    };
    connect(m_list, &QTreeWidget::itemClicked, this, choose);
    connect(m_list, &QTreeWidget::itemActivated, this, choose);
    setProblems({});
}

void ProblemList::setProblems(const Problems &problems)
{
    m_problems = problems;
    std::stable_sort(m_problems.begin(), m_problems.end(),
                     [](const Problem &a, const Problem &b) { return a.severity < b.severity; });
    m_list->clear();
    int errors = 0;
    int warnings = 0;
    for (const Problem &problem : std::as_const(m_problems)) {
        errors += problem.severity == Problem::Severity::Error;
        warnings += problem.severity == Problem::Severity::Warning;
        auto *item = new QTreeWidgetItem(m_list, {asSentence(problem.message), problem.path});
        item->setData(Column::Message, severityRole, int(problem.severity));
    }
    m_errors->set(errors ? Mark::Error : Mark::Success, errors == 0   ? tr("none")
                                                               : errors == 1 ? tr("1 error")
                                                                             : tr("%1 errors").arg(errors));
    m_errors->setVisible(errors > 0 || m_problems.isEmpty());
    m_warnings->set(Mark::Warning, warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    m_warnings->setVisible(warnings > 0);
}

} // namespace longshore

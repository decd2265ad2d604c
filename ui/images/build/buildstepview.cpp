// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/buildstepview.h"

#include "model/format.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"

#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// The state and the duration stand at the right end, where the eye can run down.
class BuildStepDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        const auto state = BuildStep::State(index.data(BuildStepsModel::StateRole).toInt());
        look.mark = markOf(state);
        look.elide = Qt::ElideMiddle;
        if (state == BuildStep::State::Cancelled)
            look.ink = Ink::Muted;
        return look;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        RowDelegate::paint(painter, option, index);
        CellLook aside;
        aside.text = asideOf(index);
        aside.role = TextRole::Small;
        aside.ink = Ink::Muted;
        aside.alignment = Qt::AlignRight;
        painter->save();
        paintLook(painter, option.rect.adjusted(0, 0, -metrics::gap, 0), aside, option.widget);
        painter->restore();
    }

protected:
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        CellLook aside;
        aside.text = asideOf(index);
        aside.role = TextRole::Small;
        return RowDelegate::contentRect(option, index).adjusted(0, 0, -lookWidth(aside, option.widget) - metrics::gap, 0);
    }

private:
    static QString asideOf(const QModelIndex &index)
    {
        const auto state = BuildStep::State(index.data(BuildStepsModel::StateRole).toInt());
        const qint64 duration = index.data(BuildStepsModel::DurationRole).toLongLong();
        const QString words = BuildStepsModel::words(state);
        return duration < 0 ? words : words + u" · "_s + format::duration(duration);
    }
};

} // namespace

Mark markOf(BuildStep::State state)
{
    switch (state) {
    case BuildStep::State::Running: return Mark::Running;
    case BuildStep::State::Done: return Mark::Success;
    case BuildStep::State::Cached: return Mark::Note;
    case BuildStep::State::Failed: return Mark::Error;
    case BuildStep::State::Cancelled: return Mark::Cancelled;
    }
    return Mark::None;
}

QTreeView *makeBuildStepView(QWidget *parent)
{
    auto *view = new QTreeView(parent);
    view->setObjectName(u"buildSteps"_s);
    view->setAccessibleName(QTreeView::tr("Steps of the build"));
    setUpTree(view);
    view->setRootIsDecorated(false);
    view->setHeaderHidden(true);
    view->setItemDelegate(new BuildStepDelegate(view));
    view->header()->setSectionResizeMode(QHeaderView::Stretch);
    return view;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/layerbars.h"

#include "model/images/transferlayers.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/rowdelegate.h"

#include <QHeaderView>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int layerRow = 22;
constexpr int rowsShown = 8;
constexpr int barHeight = 4;

/// Room for the longest amount beside the bar.
int amountWidth(const QWidget *widget)
{
    return QFontMetrics(Theme::of(widget).font(TextRole::Small)).horizontalAdvance(u"99.9 of 99.9 MB"_s) + 2 * metrics::gap;
}

class LayerDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        look.role = index.column() == TransferLayers::Id ? TextRole::Code : TextRole::Small;
        const auto state = TransferLayer::State(index.data(TransferLayers::StateRole).toInt());
        if (state == TransferLayer::State::Waiting)
            look.ink = Ink::Muted;
        if (index.column() == TransferLayers::State)
            look.mark = markOf(state);
        return look;
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        RowDelegate::paint(painter, option, index);
        if (index.column() == TransferLayers::Amount)
            paintBar(painter, option, index);
    }

protected:
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(index)
        return option.rect.adjusted(0, 0, -metrics::unit, 0);
    }

private:
    static Mark markOf(TransferLayer::State state)
    {
        switch (state) {
        case TransferLayer::State::Waiting: return Mark::Waiting;
        case TransferLayer::State::Done:
        case TransferLayer::State::AlreadyThere: return Mark::Success;
        default: return Mark::Running;
        }
    }
    static void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const Colors &colors = Theme::of(option.widget).colors();
        const QRect track(option.rect.left(), option.rect.center().y() - barHeight / 2, option.rect.width() - amountWidth(option.widget), barHeight);
        const double share = index.data(TransferLayers::ShareRole).toDouble();
        const auto state = TransferLayer::State(index.data(TransferLayers::StateRole).toInt());
        const bool isOver = state == TransferLayer::State::Done || state == TransferLayer::State::AlreadyThere;
        QRect part = track;
        if (share < 0) // under way, nobody knows how far: a piece in the middle
            part.adjust(track.width() / 3, 0, -track.width() / 3, 0);
        else
            part.setWidth(qRound(track.width() * qMin(1.0, share)));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.hairline);
        painter->drawRoundedRect(track, barHeight / 2.0, barHeight / 2.0);
        painter->setBrush(isOver ? colors.success : colors.accent);
        if (part.width() > 0)
            painter->drawRoundedRect(part, barHeight / 2.0, barHeight / 2.0);
        painter->restore();
    }
};

} // namespace

LayerBars::LayerBars(QAbstractItemModel *layers, QWidget *parent) : QTreeView(parent)
{
    setObjectName(u"layerBars"_s);
    setAccessibleName(tr("Layers"));
    setUpTree(this);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemDelegate(new LayerDelegate(this, layerRow));
    setModel(layers);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(0);
    connect(layers, &QAbstractItemModel::rowsInserted, this, &LayerBars::fit);
    fit();
}

void LayerBars::fit()
{
    const QFontMetrics font(Theme::of(this).font(TextRole::Code));
    setColumnWidth(TransferLayers::Id, font.horizontalAdvance(QString(12, u'0')) + metrics::barInset);
    const QFontMetrics words(Theme::of(this).font(TextRole::Small));
    setColumnWidth(TransferLayers::State, metrics::icon + metrics::gap + words.horizontalAdvance(TransferLayers::tr("Already there")) + metrics::barInset);
    // Few rows need no stop of the Tab key: nothing of them is hidden.
    setFocusPolicy(model()->rowCount() > rowsShown ? Qt::StrongFocus : Qt::NoFocus);
    updateGeometry();
    setVisible(model()->rowCount() > 0);
}

QSize LayerBars::sizeHint() const
{
    const int rows = model() ? qMin(rowsShown, model()->rowCount()) : 0;
    return {QTreeView::sizeHint().width(), rows * metrics::height(layerRow, fontMetrics())};
}

QSize LayerBars::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

} // namespace longshore

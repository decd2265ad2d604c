// SPDX-License-Identifier: GPL-3.0-or-later
// How the Images page lays out what it has, and what of that is kept; what it does is in imagespage.cpp.
#include "ui/images/imagespage.h"
#include "ui/images/imagetreeview.h"
#include "ui/widgets/liststate.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QSplitter>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr quint32 stateMagic = 0x4c534932; // "LSI2": all columns are shown
} // namespace

/// Layers, files and history need room; the list keeps a third then (visual.md), or what the user gave it.
void ImagesPage::setDetailWide(bool isWide)
{
    if (isWide == m_isDetailWide)
        return;
    m_isDetailWide = isWide;
    QList<int> sizes = std::exchange(m_otherSizes, m_splitter->sizes());
    const int width = m_splitter->width();
    if (sizes.isEmpty())
        sizes = {width / 3, width - width / 3};
    m_splitter->setSizes(sizes);
    m_tree->fitColumns(window()->width(), isWide);
}

void ImagesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_tree->fitColumns(window()->width(), m_isDetailWide);
}

void ImagesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    followLater();
}

QByteArray ImagesPage::viewState()
{
    const bool isWide = m_isDetailWide;
    setDetailWide(false); // it opens on Overview
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    const ImageArrangement arrangement = m_model.arrangement();
    stream << stateMagic << listState(stateMagic, *m_splitter, *m_tree->header()) << qint32(arrangement.grouping)
           << arrangement.rowPerImage << qint32(m_proxy.secondSortColumn()) << qint32(m_proxy.secondSortOrder());
    setDetailWide(isWide);
    return state;
}

bool ImagesPage::restoreViewState(const QByteArray &state)
{
    QDataStream stream(state);
    quint32 magic = 0;
    QByteArray columns;
    qint32 grouping = 0;
    bool rowPerImage = false;
    qint32 second = -1;
    qint32 order = 0;
    stream >> magic >> columns >> grouping >> rowPerImage >> second >> order;
    const bool sane = grouping >= 0 && grouping <= qint32(ImageGrouping::None) && second >= -1
                      && second < ImageTreeModel::ColumnCount && (order == Qt::AscendingOrder || order == Qt::DescendingOrder);
    if (stream.status() != QDataStream::Ok || magic != stateMagic || !sane
        || !restoreListState(columns, stateMagic, *m_splitter, *m_tree->header()))
        return false;
    m_tree->fitColumns(window()->width(), m_isDetailWide); // that of the window which kept the state may have been another
    m_proxy.setSecondSort(second, Qt::SortOrder(order));
    arrange({ImageGrouping(grouping), rowPerImage});
    return true;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/liststate.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QSplitter>

namespace longshore
{

QByteArray listState(quint32 kind, const QSplitter &splitter, const QHeaderView &header)
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << kind << splitter.saveState() << header.saveState();
    return state;
}

bool restoreListState(const QByteArray &state, quint32 kind, QSplitter &splitter, QHeaderView &header)
{
    quint32 found = 0;
    QByteArray sizes;
    QByteArray columns;
    QDataStream stream(state);
    stream >> found >> sizes >> columns;
    if (stream.status() != QDataStream::Ok || found != kind)
        return false;
    return splitter.restoreState(sizes) && header.restoreState(columns);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QHeaderView;
class QSplitter;

namespace longshore
{

/// How a page's list stands beside its detail: sizes of the two, widths, order and sorting of the columns. `kind` tells
/// the pages apart, and versions of one whose columns differ.
QByteArray listState(quint32 kind, const QSplitter &splitter, const QHeaderView &header);
/// False when `state` is not one of this kind; nothing changes then.
bool restoreListState(const QByteArray &state, quint32 kind, QSplitter &splitter, QHeaderView &header);

} // namespace longshore

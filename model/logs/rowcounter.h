// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"
#include "model/logs/logline.h"

#include <QByteArrayView>
#include <array>

namespace longshore
{

/// Says where the rows of a log end, from its raw bytes alone, so that whoever writes a log and whoever reads it, from
/// the beginning or from the middle, number its rows alike. A row of a stream ends behind its '\n', or when
/// `LogLimits::rowBytes` bytes came since the last '\n' or '\r' ('\r': progress lines are one row however long).
/// Pure; small enough to be stored in an index.
class RowCounter
{
public:
    /// The length of the row's part at the start of `bytes`; -1 when the row goes on behind them. `newline` tells
    /// whether it ended by one. To be called again with the rest.
    qsizetype next(LogSource source, QByteArrayView bytes, bool *newline);

    /// Bytes since the last '\n', '\r' or cut, for each stream.
    std::array<quint32, 4> open{};
    /// A row of this stream has begun.
    bool isOpen(LogSource source) const { return begun[size_t(source)]; }
    std::array<bool, 4> begun{};

    bool operator==(const RowCounter &) const = default;
};

} // namespace longshore

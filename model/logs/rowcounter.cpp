// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/rowcounter.h"

#include <cstring>

namespace longshore
{

qsizetype RowCounter::next(LogSource source, QByteArrayView bytes, bool *newline)
{
    const auto at = size_t(source);
    const auto *found = static_cast<const char *>(std::memchr(bytes.data(), '\n', size_t(bytes.size())));
    const QByteArrayView part = found ? bytes.first(found - bytes.data()) : bytes;
    *newline = false;
    // Short rows need no look for '\r': they cannot reach the limit.
    if (open[at] + part.size() >= LogLimits::rowBytes) {
        quint32 length = open[at];
        for (qsizetype i = 0; i < part.size(); ++i) {
            length = part[i] == '\r' ? 0 : length + 1;
            if (length >= LogLimits::rowBytes) {
                open[at] = 0;
                begun[at] = false;
                return i + 1;
            }
        }
        open[at] = length;
    } else if (const void *last = part.isEmpty() ? nullptr : ::memrchr(part.data(), '\r', size_t(part.size()))) {
        open[at] = quint32(part.size() - 1 - (static_cast<const char *>(last) - part.data()));
    } else {
        open[at] += quint32(part.size());
    }
    if (!found) {
        begun[at] = begun[at] || !bytes.isEmpty();
        return -1;
    }
    open[at] = 0;
    begun[at] = false;
    *newline = true;
    return part.size() + 1;
}

} // namespace longshore

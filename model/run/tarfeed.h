// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/tarextractor.h"

#include <archive.h>
#include <cerrno>

namespace longshore
{

/// Feeds libarchive and remembers how the tar ended.
struct TarFeed {
    const TarSource &source;
    QByteArray piece{};
    QByteArray tail{}; ///< the last 1024 bytes seen: the end mark of a tar is two zero blocks
    bool broken = false;

    static la_ssize_t read(archive *a, void *self, const void **bytes)
    {
        auto *feed = static_cast<TarFeed *>(self);
        if (!feed->next()) {
            archive_set_error(a, EIO, "the stream broke off");
            return -1;
        }
        *bytes = feed->piece.constData();
        return la_ssize_t(feed->piece.size());
    }
    bool next()
    {
        auto more = source();
        broken = !more;
        piece = more.value_or(QByteArray());
        tail = (tail + piece.right(1024)).right(1024);
        return !broken;
    }
    bool hasEndMark() const { return tail.size() == 1024 && tail.count('\0') == 1024; }
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace longshore::fuzz
{

inline QByteArrayView bytesOf(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

/// What must hold for any input.
inline void check(bool holds, const char *what)
{
    if (!holds) {
        std::fprintf(stderr, "broken: %s\n", what);
        std::abort();
    }
}

/// Takes the first byte off as a number from 0 to 255, for choices.
inline int choice(QByteArrayView *bytes)
{
    if (bytes->isEmpty())
        return 0;
    const int value = quint8(bytes->front());
    *bytes = bytes->sliced(1);
    return value;
}

/// Calls `take` for the bytes in parts of sizes that repeat from `seed` on; each part in memory of its own, so that a
/// view that is kept too long is found.
template<class Take>
void inParts(QByteArrayView bytes, int seed, Take take)
{
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin<qsizetype>(1 + seed % 61, bytes.size());
        take(bytes.first(size).toByteArray());
        bytes = bytes.sliced(size);
        seed = (seed * 5 + 3) & 0xff;
    }
}

} // namespace longshore::fuzz

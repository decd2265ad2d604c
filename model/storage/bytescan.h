// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace longshore
{

/// How far behind `end` these functions may look; the bytes there may be anything.
inline constexpr int scanPadding = 16;

/// The first of `a` or `b` in [at, end), or `end`. CSV fields are short: a call of memchr for each would cost more.
inline const char *findEither(const char *at, const char *end, char a, char b)
{
#ifdef __SSE2__
    const __m128i wantA = _mm_set1_epi8(a);
    const __m128i wantB = _mm_set1_epi8(b);
    for (; at < end; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const int hits = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, wantA), _mm_cmpeq_epi8(bytes, wantB)));
        if (hits) {
            const char *found = at + std::countr_zero(unsigned(hits));
            return found < end ? found : end;
        }
    }
    return end;
#else
    while (at < end && *at != a && *at != b)
        ++at;
    return at;
#endif
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// For scans of long texts, 32 bytes at once.
#pragma once

#include <QtGlobal>

namespace longshore::wide
{

typedef quint8 Bytes __attribute__((vector_size(32), aligned(1), may_alias));
inline constexpr qsizetype width = sizeof(Bytes);
inline constexpr qsizetype block = 4 * width; ///< what is looked at before a scan decides

/// A function (to be marked `gnu::always_inline`) compiled for any processor, and for those with AVX2.
template<auto function>
struct Compiled;

template<class Result, class... Arguments, Result (*function)(Arguments...)>
struct Compiled<function> {
    static Result plain(Arguments... arguments) { return function(arguments...); }
#if defined(__x86_64__)
    [[gnu::target("avx2")]] static Result avx2(Arguments... arguments) { return function(arguments...); }
    static inline const auto best = __builtin_cpu_supports("avx2") ? avx2 : plain;
#else
    static inline const auto best = plain;
#endif
};

} // namespace longshore::wide

// SPDX-License-Identifier: GPL-3.0-or-later
// PCRE2 for UTF-8, with owners for what it makes.
#pragma once

#include <QByteArrayView>
#include <memory>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace longshore::pcre
{

template<auto freeFunction>
struct Freer {
    template<class T>
    void operator()(T *pointer) const
    {
        freeFunction(pointer);
    }
};

using Code = std::unique_ptr<pcre2_code, Freer<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Freer<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Freer<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freer<pcre2_match_data_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Freer<pcre2_jit_stack_free>>;

/// The text as PCRE2 takes it.
inline const unsigned char *bytesOf(QByteArrayView text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

} // namespace longshore::pcre

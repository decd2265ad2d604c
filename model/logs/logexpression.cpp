// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logexpression.h"

namespace longshore
{

namespace
{

// Without JIT.
constexpr quint32 depthLimit = 20'000;
constexpr quint32 heapLimit = 16 << 10; // KiB

} // namespace

MatchTools::MatchTools()
{
    pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
    pcre2_set_depth_limit(context.get(), depthLimit);
    pcre2_set_heap_limit(context.get(), heapLimit);
}

tl::expected<LogExpression, LogExpression::BadExpression> LogExpression::compile(const QByteArray &text, quint32 options)
{
    const pcre::CompileContext context(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    BadExpression bad;
    LogExpression made;
    made.code.reset(pcre2_compile(pcre::bytesOf(text), std::size_t(text.size()), options | PCRE2_NO_UTF_CHECK, &bad.code, &bad.offset, context.get()));
    if (!made.code)
        return tl::unexpected(bad);
    made.jit = pcre2_jit_compile(made.code.get(), PCRE2_JIT_COMPLETE) == 0;
    return made;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pcre.h"

#include <QByteArray>
#include <tl/expected.hpp>

namespace longshore
{

/// What a thread needs for matching, whatever the expression.
struct MatchTools {
    pcre::MatchData data{pcre2_match_data_create(1, nullptr)};
    pcre::MatchContext context{pcre2_match_context_create(nullptr)};
    pcre::JitStack stack{pcre2_jit_stack_create(32 << 10, mostStack, nullptr)};

    MatchTools();
    /// Where what was matched last begins and ends.
    std::size_t begin() const { return pcre2_get_ovector_pointer(data.get())[0]; }
    std::size_t end() const { return pcre2_get_ovector_pointer(data.get())[1]; }

private:
    static constexpr std::size_t mostStack = 8 << 20;
};

/// Those of this thread. `limit`: backtracks from one place of a text, then the match is given up.
inline MatchTools &matchTools(quint32 limit)
{
    thread_local MatchTools ours;
    pcre2_set_match_limit(ours.context.get(), limit);
    return ours;
}

/// One compiled expression; lines end with '\n' alone. Any thread.
struct LogExpression {
    struct BadExpression {
        int code = 0;           ///< of PCRE2
        std::size_t offset = 0; ///< in bytes
    };

    pcre::Code code;
    bool jit = false;

    /// `options` as for pcre2_compile. The text has to be valid UTF-8.
    static tl::expected<LogExpression, BadExpression> compile(const QByteArray &text, quint32 options);

    /// Matching as pcre2_match: 0 and above found, PCRE2_ERROR_NOMATCH, or given up.
    int match(QByteArrayView text, std::size_t from, quint32 options, MatchTools &tools) const
    {
        const auto size = std::size_t(text.size());
        return jit ? pcre2_jit_match(code.get(), pcre::bytesOf(text), size, from, options, tools.data.get(), tools.context.get())
                   : pcre2_match(code.get(), pcre::bytesOf(text), size, from, options | PCRE2_NO_UTF_CHECK, tools.data.get(), tools.context.get());
    }
};

} // namespace longshore

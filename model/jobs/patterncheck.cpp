// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/patterncheck.h"

#include "model/jobs/schemanodes.h"
#include "model/json/json.h"
#include "model/pcre.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype longestPattern = 10000;
constexpr qsizetype longestSubject = 1 << 20;

void checkOne(const Json &schema, const Json &value, const QString &path, Problems *problems)
{
    const QString pattern = textAt(schema, "pattern");
    if (pattern.isEmpty() || !value.is_string())
        return;
    switch (matchPattern(pattern, toQString(value))) {
    case PatternMatch::Yes:
        break;
    case PatternMatch::No:
        problems->append({path, u"does not match the pattern %1"_s.arg(pattern.left(200)), Problem::Severity::Error});
        break;
    case PatternMatch::TooCostly:
        problems->append({path, u"was not checked: its pattern takes too long"_s, Problem::Severity::Warning});
        break;
    case PatternMatch::BadPattern:
        problems->append(
            {path, u"was not checked: its pattern is no valid regular expression"_s, Problem::Severity::Warning});
        break;
    }
}

} // namespace

PatternMatch matchPattern(const QString &pattern, const QString &text)
{
    const QByteArray expression = pattern.toUtf8();
    const QByteArray subject = text.toUtf8();
    if (expression.size() > longestPattern || subject.size() > longestSubject)
        return PatternMatch::TooCostly;
    int error = 0;
    std::size_t offset = 0;
    const std::uint32_t options =
        PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    const pcre::Code code(
        pcre2_compile(pcre::bytesOf(expression), std::size_t(expression.size()), options, &error, &offset, nullptr));
    if (!code)
        return PatternMatch::BadPattern;
    const pcre::MatchData data(pcre2_match_data_create_from_pattern(code.get(), nullptr));
    const pcre::MatchContext context(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(context.get(), 200'000);
    pcre2_set_depth_limit(context.get(), 20'000);
    pcre2_set_heap_limit(context.get(), 8 * 1024); // KiB
    const int result =
        pcre2_match(code.get(), pcre::bytesOf(subject), std::size_t(subject.size()), 0, 0, data.get(), context.get());
    if (result >= 0)
        return PatternMatch::Yes;
    return result == PCRE2_ERROR_NOMATCH ? PatternMatch::No : PatternMatch::TooCostly;
}

void checkPatterns(const Json &schema, const Json &value, const QString &path, Problems *problems)
{
    checkOne(schema, value, path, problems);
    if (const Json *all = nodeAt(schema, "allOf"); all && all->is_array()) {
        for (const Json &child : *all)
            checkPatterns(child, value, path, problems);
    }
    if (const Json *properties = nodeAt(schema, "properties"); properties && value.is_object()) {
        for (const auto &[key, child] : value.items()) {
            if (const Json *childSchema = nodeAt(*properties, key.c_str()))
                checkPatterns(*childSchema, child, joinPath(path, QString::fromStdString(key)), problems);
        }
    }
    if (const Json *items = nodeAt(schema, "items"); items && value.is_array()) {
        const std::size_t count = items->is_array() ? qMin(items->size(), value.size()) : value.size();
        for (std::size_t i = 0; i < count; ++i)
            checkPatterns(items->is_array() ? (*items)[i] : *items, value[i], joinPath(path, int(i)), problems);
    }
}

} // namespace longshore

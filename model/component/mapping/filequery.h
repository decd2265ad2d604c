// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/storage/storagetypes.h"

#include <functional>

namespace longshore
{

/// The part of the platform's file search (Elasticsearch query strings) that is understood here: `tags:`, `name:`, `id:`
/// and `created:` with a word, a "phrase", `(a OR b)` or, for times and ids, a range `[x TO *]`; bare words look at name
/// and tags; `*` and `?` stand for anything; AND, OR, NOT, `&&`, `||`, `!`, `-` and parentheses combine them. Words side
/// by side are alternatives, as in the platform's search. A value.
class FileQuery
{
public:
    using Predicate = std::function<bool(const StorageFile &)>;

    /// Error::BadInput says which part is not understood: a query is never half obeyed. An empty query is everything.
    static Result<FileQuery> parse(const QString &text);

    bool matches(const StorageFile &file) const { return m_matches(file); }

private:
    explicit FileQuery(Predicate matches)
        : m_matches(std::move(matches))
    {
    }

    Predicate m_matches;
};

} // namespace longshore

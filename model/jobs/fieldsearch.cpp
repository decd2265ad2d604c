// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/fieldsearch.h"

#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Walks the fields that show, with the document for the items of lists.
class Search
{
public:
    Search(const FormState &state, const FormShape &shape, const QString &words)
        : m_state(state)
        , m_shape(shape)
        , m_words(words.simplified().split(u' ', Qt::SkipEmptyParts))
    {
    }

    struct Ranked {
        int rank;
        FieldHit hit;
    };
    std::vector<Ranked> found;

    void visit(const FieldSpec &field, const QString &path, const QString &trail)
    {
        if (field.hidden || m_shape.hidden.contains(path))
            return;
        if (!field.key.isEmpty() && field.kind != FieldKind::Info)
            consider(field, path, trail);
        const QString inner = field.key.isEmpty() || field.title.isEmpty() ? trail
                              : trail.isEmpty()                            ? field.title
                                                                           : trail + u" › "_s + field.title;
        if (field.kind == FieldKind::Object) {
            for (const FieldSpec &child : field.children)
                below(child, path, inner);
        } else if (field.kind == FieldKind::Variants) {
            variants(field, path, inner);
        } else if (field.kind == FieldKind::Array) {
            const Json *list = findPath(m_state.document, path);
            for (int i = 0; list && list->is_array() && i < int(list->size()); ++i)
                visit(field.children.front(), joinPath(path, i), u"%1 %2"_s.arg(inner).arg(i + 1));
        }
    }

private:
    void below(const FieldSpec &child, const QString &path, const QString &trail)
    {
        if (child.isPart)
            variants(child, path, trail);
        else
            visit(child, joinPath(path, child.key), trail);
    }

    void variants(const FieldSpec &field, const QString &path, const QString &trail)
    {
        const FormShape::Active shown = m_shape.variants.value({path, field.variantsId}, {nullptr, -1});
        if (shown.active < 0)
            return;
        const FieldSpec &variant = field.children[std::size_t(shown.active)];
        for (const FieldSpec &child : variant.children)
            below(child, path, trail);
    }

    void consider(const FieldSpec &field, const QString &path, const QString &trail)
    {
        const auto inAll = [this](const QString &text) {
            return std::all_of(m_words.begin(), m_words.end(),
                               [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
        };
        const QString names = field.title + u' ' + field.key;
        const int rank = field.title.startsWith(m_words.first(), Qt::CaseInsensitive) && inAll(names) ? 0
                         : inAll(names)                                                               ? 1
                         : inAll(names + u' ' + trail + u' ' + field.description)                     ? 2
                                                                                                      : -1;
        if (rank >= 0)
            found.push_back({rank, {path, field.title, trail}});
    }

    const FormState &m_state;
    const FormShape &m_shape;
    const QStringList m_words;
};

} // namespace

QList<FieldHit> searchFields(const FormState &state, const FormShape &shape, const QString &words, int limit)
{
    if (words.trimmed().isEmpty())
        return {};
    Search search(state, shape, words);
    search.visit(state.root, {}, {});
    std::stable_sort(search.found.begin(), search.found.end(),
                     [](const auto &a, const auto &b) { return a.rank < b.rank; });
    QList<FieldHit> hits;
    for (const auto &ranked : search.found) {
        if (hits.size() == limit)
            break;
        hits.append(ranked.hit);
    }
    return hits;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettesearch.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int bestShown = 2;
constexpr int shownOfKind = 5;
constexpr int shownAlone = 200; ///< of a kind that was asked for alone

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::PaletteSearch", text);
}

QString headingOf(PaletteEntry::Kind kind)
{
    switch (kind) {
    case PaletteEntry::Kind::Job: return tr("Jobs");
    case PaletteEntry::Kind::Image: return tr("Images");
    case PaletteEntry::Kind::Run: return tr("Runs");
    case PaletteEntry::Kind::Container: return tr("Containers");
    case PaletteEntry::Kind::Action: break;
    }
    return tr("Actions");
}

struct Query {
    std::optional<PaletteEntry::Kind> only;
    QStringList words;
};

Query parse(const QString &typed)
{
    Query query;
    QString text = typed.trimmed();
    if (text.startsWith(u'>'))
        query.only = PaletteEntry::Kind::Action;
    else if (text.startsWith(u':'))
        query.only = PaletteEntry::Kind::Image;
    else if (text.startsWith(u'#'))
        query.only = PaletteEntry::Kind::Run;
    if (query.only)
        text.remove(0, 1);
    query.words = text.split(u' ', Qt::SkipEmptyParts);
    if (!query.only && query.words.isEmpty())
        query.only = PaletteEntry::Kind::Action;
    return query;
}

struct Hit {
    int entry = 0;
    int score = 0; ///< less is better
    QList<PaletteRow::Part> parts;
};

/// Where in `text` the word stands best: at its beginning, at that of a word, anywhere.
int bestPlace(const QString &text, const QString &word)
{
    const auto first = int(text.indexOf(word, 0, Qt::CaseInsensitive));
    for (auto at = qsizetype(first); at >= 0; at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !text[at - 1].isLetterOrNumber())
            return int(at);
    }
    return first;
}

std::optional<Hit> match(const PaletteEntry &entry, const QStringList &words)
{
    Hit hit;
    for (const QString &word : words) {
        const int at = bestPlace(entry.text, word);
        if (at < 0 && !entry.note.contains(word, Qt::CaseInsensitive))
            return std::nullopt;
        if (at < 0)
            hit.score += 4;
        else if (at > 0)
            hit.score += entry.text[at - 1].isLetterOrNumber() ? 2 : 1;
        if (at >= 0)
            hit.parts.append({at, int(word.size())});
    }
    std::sort(hit.parts.begin(), hit.parts.end(), [](const auto &left, const auto &right) { return left.start < right.start; });
    return hit;
}

void append(QList<PaletteRow> &rows, const QString &heading, const QList<Hit> &hits, qsizetype most)
{
    if (hits.isEmpty())
        return;
    rows.append({heading, -1, {}});
    for (const Hit &hit : hits.first(qMin(most, hits.size())))
        rows.append({{}, hit.entry, hit.parts});
}

} // namespace

PaletteResult searchPalette(const QList<PaletteEntry> &entries, const QString &typed)
{
    const Query query = parse(typed);
    QList<Hit> hits;
    for (int i = 0; i < entries.size(); ++i) {
        if (query.only && entries[i].kind != *query.only)
            continue;
        if (std::optional<Hit> hit = match(entries[i], query.words)) {
            hit->entry = i;
            hits.append(*hit);
        }
    }
    PaletteResult result;
    result.found = int(hits.size());
    if (!query.words.isEmpty()) {
        std::stable_sort(hits.begin(), hits.end(), [](const Hit &left, const Hit &right) { return left.score < right.score; });
        append(result.rows, tr("Best match"), hits, bestShown);
        hits.remove(0, qMin<qsizetype>(bestShown, hits.size()));
    }
    for (const auto kind : {PaletteEntry::Kind::Job, PaletteEntry::Kind::Image, PaletteEntry::Kind::Run, PaletteEntry::Kind::Container,
                            PaletteEntry::Kind::Action}) {
        QList<Hit> ofKind;
        std::copy_if(hits.cbegin(), hits.cend(), std::back_inserter(ofKind), [&](const Hit &hit) { return entries[hit.entry].kind == kind; });
        append(result.rows, headingOf(kind), ofKind, query.only ? shownAlone : shownOfKind);
    }
    return result;
}

} // namespace longshore

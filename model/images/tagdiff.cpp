// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/tagdiff.h"

#include "model/images/reference.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::pair<TagCause, const char *> keys[] = {
    {TagCause::FirstSeen, "first-seen"}, {TagCause::Pulled, "pulled"}, {TagCause::Built, "built"},   {TagCause::Retagged, "retagged"},
    {TagCause::Loaded, "loaded"},        {TagCause::Imported, "imported"}, {TagCause::Removed, "removed"}, {TagCause::Found, "found"},
};

/// An engine's clock that is further off than this tells no time.
constexpr qint64 clockTrust = 600; // s

bool isImageId(const QString &text)
{
    static const QRegularExpression hex(QRegularExpression::anchoredPattern(u"(sha256:)?[0-9a-f]{64}"_s));
    return hex.match(text).hasMatch();
}

std::optional<TagCause> causeOf(const QString &action)
{
    if (action == "pull"_L1)
        return TagCause::Pulled;
    if (action == "tag"_L1)
        return TagCause::Retagged;
    if (action == "build"_L1)
        return TagCause::Built;
    if (action == "load"_L1 || action == "loadfromarchive"_L1)
        return TagCause::Loaded;
    if (action == "import"_L1)
        return TagCause::Imported;
    if (action == "untag"_L1 || action == "delete"_L1 || action == "remove"_L1)
        return TagCause::Removed;
    return std::nullopt;
}

bool speaksOf(const TagHint &hint, const TagMove &move)
{
    if ((hint.cause == TagCause::Removed) != move.image.isEmpty())
        return false;
    const ImageId &image = move.image.isEmpty() ? move.before : move.image;
    return (hint.image.isEmpty() || hint.image == image) && (hint.reference.isEmpty() || hint.reference == move.reference);
}

/// The hints about one reference or its image. What moves a tag is known best by the one that says most.
class Why
{
public:
    Why(const TagKnowledge &known, const TagReasons &reasons) : m_known(known), m_reasons(reasons)
    {
        for (const TagHint &hint : reasons.hints) {
            if (!hint.reference.isEmpty())
                m_byReference[hint.reference].append(&hint);
            else
                m_unnamed.append(&hint);
        }
    }

    /// The images that events put this tag on, in order.
    QList<const TagHint *> placings(const QString &reference) const
    {
        QList<const TagHint *> found;
        for (const TagHint *hint : m_byReference.value(reference)) {
            if (hint->isFresh && hint->cause == TagCause::Retagged && !hint->image.isEmpty())
                found.append(hint);
        }
        return found;
    }

    void explain(TagMove &move) const
    {
        const TagHint *best = nullptr;
        const auto consider = [&](const TagHint *hint) {
            if (speaksOf(*hint, move) && (!best || rank(*hint) >= rank(*best)))
                best = hint;
        };
        std::ranges::for_each(m_unnamed, consider);
        std::ranges::for_each(m_byReference.value(move.reference), consider);
        if (best)
            longshore::explain(move, *best, !m_known.images.contains(move.image), m_reasons.now);
    }

    void explainByOurs(TagMove &move) const
    {
        const auto ours = m_reasons.ours.constFind(move.reference);
        if (ours == m_reasons.ours.constEnd() || (ours->cause == TagCause::Removed) != move.image.isEmpty())
            return;
        if (!ours->image.isEmpty() && ours->image != move.image)
            return; // somebody else moved it since, or ours moved nothing
        move.cause = ours->cause;
        move.tookMs = ours->tookMs;
    }

private:
    static int rank(const TagHint &hint)
    {
        const int fresh = hint.isFresh ? 10 : 0;
        switch (hint.cause) {
        case TagCause::Pulled: return fresh + 4;
        case TagCause::Loaded:
        case TagCause::Imported: return fresh + 3;
        case TagCause::Built: return fresh + 2;
        default: return fresh + 1;
        }
    }

    const TagKnowledge &m_known;
    const TagReasons &m_reasons;
    QHash<QString, QList<const TagHint *>> m_byReference;
    QList<const TagHint *> m_unnamed;
};

TagMove move(const QString &reference, const ImageId &image, const TagReasons &reasons)
{
    TagMove made;
    made.reference = reference;
    made.image = image;
    made.when = reasons.now;
    return made;
}

/// From `known` to `snapshot` by way of the images that events tell of in between.
QList<TagMove> chain(const QString &reference, const ImageId &from, const ImageId &to, const Why &why, const TagReasons &reasons)
{
    QList<TagMove> moves;
    for (const TagHint *hint : why.placings(reference)) {
        if (hint->image == from)
            moves.clear(); // what came before is known already
        else if (moves.isEmpty() || moves.last().image != hint->image)
            moves.append(move(reference, hint->image, reasons));
    }
    // Beyond where the snapshot is, the events are newer than it.
    const auto there = std::ranges::find(moves, to, &TagMove::image);
    moves.erase(there, moves.end());
    moves.append(move(reference, to, reasons));
    return moves;
}

} // namespace

QString toKey(TagCause cause)
{
    const auto found = std::ranges::find(keys, cause, &std::pair<TagCause, const char *>::first);
    return QString::fromLatin1(found->second);
}

TagCause tagCause(const QString &key)
{
    const auto found = std::ranges::find_if(keys, [&key](const auto &entry) { return key == QLatin1String(entry.second); });
    return found == std::end(keys) ? TagCause::Found : found->first;
}

bool explain(TagMove &move, const TagHint &hint, bool isNewImage, const QDateTime &now)
{
    if (!speaksOf(hint, move))
        return false;
    // A tag on an image that was not there before: somebody has just made it.
    move.cause = hint.cause == TagCause::Retagged && isNewImage ? TagCause::Built : hint.cause;
    if (hint.when.isValid() && qAbs(hint.when.secsTo(now)) <= clockTrust)
        move.when = hint.when;
    return true;
}

/// Docker names a pulled image by the event's id, Podman by the attribute `name`; a tag is named by both there, and what
/// Docker untags only by its image.
std::optional<TagHint> tagHint(const EngineEvent &event)
{
    const std::optional<TagCause> cause = event.type == "image"_L1 ? causeOf(event.action) : std::nullopt;
    if (!cause)
        return std::nullopt;
    TagHint hint;
    hint.cause = *cause;
    const QString name = event.attributes.value(u"name"_s);
    QString reference;
    if (isImageId(event.actorId)) {
        hint.image = ImageId::fromEngine(event.actorId);
        reference = isImageId(name) ? QString() : name;
    } else {
        reference = event.actorId.isEmpty() ? name : event.actorId;
    }
    if (const Result<Reference> parsed = Reference::parse(reference); parsed && !reference.isEmpty())
        hint.reference = parsed->full();
    if (event.timeNano > 0)
        hint.when = QDateTime::fromMSecsSinceEpoch(event.timeNano / 1'000'000, Qt::UTC);
    return hint;
}

TagSnapshot TagSnapshot::of(const QList<ImageSummary> &images)
{
    TagSnapshot snapshot;
    snapshot.images.reserve(images.size());
    for (const ImageSummary &image : images) {
        snapshot.images.insert(image.id, image.size);
        for (const QString &tag : image.repoTags) {
            const QString reference = fullReference(tag);
            if (!snapshot.places.contains(reference))
                snapshot.places.insert(reference, {image.id, image.size});
        }
    }
    return snapshot;
}

QList<TagMove> tagMoves(const TagKnowledge &known, const TagSnapshot &snapshot, const TagReasons &reasons)
{
    QStringList references = snapshot.places.keys();
    for (auto place = known.places.cbegin(); place != known.places.cend(); ++place) {
        if (!snapshot.places.contains(place.key()))
            references.append(place.key());
    }
    references.sort();
    const Why why(known, reasons);
    QList<TagMove> moves;
    for (const QString &reference : std::as_const(references)) {
        KnownTag last = known.places.value(reference);
        const KnownTag to = snapshot.places.value(reference);
        if (last.image == to.image)
            continue;
        QDateTime earliest;
        for (TagMove &step : known.isNew ? QList{move(reference, to.image, reasons)} : chain(reference, last.image, to.image, why, reasons)) {
            step.before = last.image;
            step.beforeSize = last.size;
            step.size = snapshot.images.value(step.image, -1);
            if (known.isNew)
                step.cause = TagCause::FirstSeen;
            else
                why.explain(step);
            // A chain keeps its order, whatever the engine's clock says.
            step.when = earliest = earliest.isValid() ? qMax(earliest, step.when) : step.when;
            last = {step.image, step.size};
            moves.append(step);
        }
        if (!known.isNew)
            why.explainByOurs(moves.last());
    }
    std::ranges::stable_sort(moves, {}, &TagMove::when);
    return moves;
}

} // namespace longshore

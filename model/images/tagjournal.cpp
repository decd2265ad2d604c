// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/tagjournal.h"

#include "model/asynctask.h"
#include "model/engine/session.h"
#include "model/images/reference.h"
#include "model/images/tagtables.h"
#include "model/store/store.h"

#include <QFile>
#include <chrono>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A flood of events says less than the list that follows it.
constexpr qsizetype mostHints = 4096;
/// How long something heard may be why a tag moves.
constexpr qint64 remembered = 30'000'000'000; // ns

qint64 steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

QString thisBoot()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

} // namespace

struct TagJournal::Outcome {
    EngineRow engine;
    QList<TagMove> moves;
    QSet<ImageId> newImages;
    QHash<ImageId, QString> formerNames;
};

TagJournal::TagJournal(std::shared_ptr<Store> store, QObject *parent, Now now)
    : QObject(parent)
    , m_store(std::move(store))
    , m_now(now ? std::move(now) : Now(&QDateTime::currentDateTimeUtc))
{
}

TagJournal::~TagJournal() = default;

void TagJournal::setEngine(const EngineIdentity &identity, const QString &name, const QString &version)
{
    m_hints.clear();
    m_ours.clear();
    m_unexplained.clear();
    const bool isAnother = !m_engine || m_engine->endpoint != identity.endpoint || m_engine->infoId != identity.infoId;
    m_engine = {identity.endpoint, identity.infoId, name, version};
    if (isAnother && !std::exchange(m_formerNames, {}).isEmpty())
        Q_EMIT formerNamesChanged(m_formerNames);
    if (isAnother)
        Q_EMIT engineChanged();
}

void TagJournal::take(const EngineEvent &event)
{
    const std::optional<TagHint> hint = tagHint(event);
    if (!hint || !m_engine)
        return;
    if (m_hints.size() >= mostHints)
        m_hints.remove(0, mostHints / 2);
    m_hints.append({*hint, steadyNow()});
    explainLate(*hint);
}

/// Podman's events may come after the list that shows what they tell of.
void TagJournal::explainLate(const TagHint &hint)
{
    if (m_unexplained.isEmpty())
        return;
    const qint64 oldest = steadyNow() - remembered;
    m_unexplained.removeIf([oldest](const auto &one) { return one.at < oldest; });
    QList<TagMove> explained;
    m_unexplained.removeIf([&](const auto &one) {
        TagMove move = one.what.move;
        if (!longshore::explain(move, hint, one.what.isNewImage, m_now()))
            return false;
        explained.append(move);
        return true;
    });
    if (explained.isEmpty())
        return;
    m_store->write(
        [explained](SQLite::Database &database) {
            for (const TagMove &move : explained)
                TagTables::explain(database, move);
        },
        this, [this, explained](const Result<void> &result) {
            if (result)
                Q_EMIT moved(explained);
        });
}

void TagJournal::explain(const QString &reference, TagCause cause, qint64 tookMs, const ImageId &image)
{
    m_ours.insert(fullReference(reference), {{cause, tookMs, image}, steadyNow()});
}

TagReasons TagJournal::reasons() const
{
    TagReasons reasons;
    reasons.now = m_now();
    for (const auto &hint : m_hints)
        reasons.hints.append(hint.what);
    for (auto ours = m_ours.cbegin(); ours != m_ours.cend(); ++ours)
        reasons.ours.insert(ours.key(), ours->what);
    return reasons;
}

/// What was heard before the list was asked for is in the list as a rule; an engine that tells before it acts gets a while.
void TagJournal::age(qint64 askedAt)
{
    const auto isOld = [askedAt](const auto &heard) { return heard.at < askedAt - remembered; };
    m_hints.removeIf(isOld);
    m_ours.removeIf([&isOld](const auto &ours) { return isOld(*ours); });
    for (auto &hint : m_hints)
        hint.what.isFresh = hint.at >= askedAt;
}

void TagJournal::applySnapshot(const QList<ImageSummary> &images, qint64 askedAt)
{
    if (!m_engine)
        return;
    static const QString boot = thisBoot();
    const auto outcome = std::make_shared<Outcome>();
    outcome->engine = *m_engine;
    m_store->write(
        [images, reasons = reasons(), watch = TagTables::Watch{boot, askedAt}, outcome](SQLite::Database &database) {
            const std::optional<qint64> row = findEngineRow(database, outcome->engine);
            const qint64 engine = row ? *row : engineRow(database, outcome->engine);
            if (TagTables::isNewer(database, engine, watch)) {
                const TagKnowledge known = TagTables::knowledge(database, engine);
                const TagSnapshot snapshot = TagSnapshot::of(images);
                outcome->moves = tagMoves(known, snapshot, reasons);
                TagTables::write(database, engine, known, snapshot, outcome->moves, watch);
                for (const TagMove &move : std::as_const(outcome->moves)) {
                    if (!known.images.contains(move.image))
                        outcome->newImages.insert(move.image);
                }
            }
            outcome->formerNames = TagTables::formerNames(database, engine);
        },
        this, [this, outcome](const Result<void> &result) { written(result, *outcome); });
    age(askedAt);
}

void TagJournal::written(const Result<void> &result, const Outcome &outcome)
{
    if (!result) {
        if (!std::exchange(m_failing, true))
            Q_EMIT failed(result.error());
        return;
    }
    m_failing = false;
    for (const TagMove &move : outcome.moves) { // what explained one explains no later one
        m_ours.remove(move.reference);
        m_hints.removeIf([&move](const auto &hint) { return !hint.what.isFresh && hint.what.reference == move.reference; });
    }
    if (!m_engine || m_engine->endpoint != outcome.engine.endpoint || m_engine->infoId != outcome.engine.infoId)
        return;
    for (const TagMove &move : outcome.moves) {
        if (move.cause == TagCause::Found)
            m_unexplained.append({{move, outcome.newImages.contains(move.image)}, steadyNow()});
    }
    for (const auto &hint : std::as_const(m_hints)) // what was told while it was being written
        explainLate(hint.what);
    QHash<ImageId, QString> names = outcome.formerNames;
    for (QString &name : names) {
        const Result<Reference> reference = Reference::parse(name);
        name = reference ? reference->familiar() : name;
    }
    if (names != m_formerNames) {
        m_formerNames = names;
        Q_EMIT formerNamesChanged(m_formerNames);
    }
    if (!outcome.moves.isEmpty())
        Q_EMIT moved(outcome.moves);
}

void TagJournal::history(const QString &repository, QObject *context, Callback<QList<TagMove>> done)
{
    const EngineRow engine = m_engine.value_or(EngineRow());
    runAsync(
        context,
        [store = m_store, engine, repository]() -> Result<QList<TagMove>> {
            QList<TagMove> moves;
            const Result<void> read = store->read([&](SQLite::Database &database) {
                if (const std::optional<qint64> id = findEngineRow(database, engine))
                    moves = TagTables::history(database, *id, repository);
            });
            if (!read)
                return fail(read.error());
            return moves;
        },
        std::move(done));
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagecommands.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/reference.h"
#include "model/images/removalrun.h"
#include "model/tasks/tasklist.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Error noEngine(const QString &asked)
{
    return Error::make(Error::Kind::Unreachable, asked, ImageCommands::tr("no engine is connected"), ImageCommands::tr("Try again when the engine answers."));
}

QString titleOf(const RemovalPlan &plan)
{
    return plan.images.size() == 1 ? ImageCommands::tr("Remove %1").arg(plan.images.constFirst().name)
                                   : ImageCommands::tr("Remove %n images", nullptr, int(plan.images.size()));
}

/// Undo never takes a name from an image that got it since.
RemovalReport::Kept takenBy(const QString &reference, const ImageId &now)
{
    const QString name = familiarImageName(reference);
    return {name, Error::make(Error::Kind::Conflict, ImageCommands::tr("put %1 back").arg(name),
                              ImageCommands::tr("it names image %1 by now").arg(now.shortText()),
                              ImageCommands::tr("Move it with Tags… if that is what you want."))};
}

} // namespace

ImageCommands::ImageCommands(EngineSession &session, EngineSync &sync, TaskList &tasks, QObject *parent)
    : QObject(parent), m_session(session), m_sync(sync), m_tasks(tasks), m_round(std::make_unique<QObject>())
{
    connect(&session, &EngineSession::stateChanged, this, &ImageCommands::connectionChanged);
    connect(&sync, &EngineSync::imagesChanged, this, &ImageCommands::imagesChanged);
    connect(&sync, &EngineSync::imagesRefreshed, this, &ImageCommands::forgetRemovals);
}

ImageCommands::~ImageCommands() = default;

RemovalFacts ImageCommands::facts() const
{
    return {m_session.kind(), m_sync.images(), m_layers ? *m_layers : LayerAccount(), m_sync.containers()};
}

/// Parsing three thousand names takes longer than a key may: once a list.
const QHash<QString, ImageId> &ImageCommands::names() const
{
    if (!m_names) {
        m_names.emplace();
        for (const ImageSummary &image : m_sync.images()) {
            for (const QString &tag : image.repoTags) {
                if (ImageId &known = (*m_names)[fullReference(tag)]; known.isEmpty())
                    known = image.id;
            }
        }
    }
    return *m_names;
}

ImageId ImageCommands::imageOf(const QString &reference) const
{
    return names().value(fullReference(reference));
}

void ImageCommands::tag(const ImageId &image, const QString &text)
{
    const QString what = tr("%1 could not be put on the image.").arg(text);
    const QString asked = tr("tag an image as %1").arg(text);
    const Result<Reference> reference = Reference::parse(text);
    if (!reference)
        return Q_EMIT failed(what, reference.error(), text);
    if (!reference->digest.isEmpty())
        return Q_EMIT failed(what, Error::make(Error::Kind::BadInput, asked, tr("a digest cannot be given to an image"), tr("Leave out what follows the @.")), text);
    EngineClient *client = m_session.client();
    if (!client)
        return Q_EMIT failed(what, noEngine(asked), text);
    const TagChange change{reference->full(), image, imageOf(text)};
    const Tagging tagging{what, text};
    m_tagging.append(tagging);
    QObject *round = m_round.get();
    client->images().tag(image.value, reference->fullRepository(), reference->tag, round, [this, round, change, tagging](const Result<void> &result) {
        if (round != m_round.get())
            return; // the connection went, and that was told
        m_tagging.removeOne(tagging);
        m_sync.refresh();
        if (!result)
            return Q_EMIT failed(tagging.what, result.error(), tagging.reference);
        if (!change.before.isEmpty() && change.before != change.image)
            setUndo({{{change.reference, change.before}, change.image}});
        Q_EMIT tagged(change);
    });
}

void ImageCommands::untag(const QString &reference)
{
    remove(planRemoval(facts(), {{reference}, {}}), false);
}

void ImageCommands::remove(const RemovalPlan &plan, bool force)
{
    const QString what = tr("%1 could not be done.").arg(titleOf(plan));
    if (plan.isEmpty())
        return Q_EMIT failed(tr("%1 could not be removed.").arg(plan.unknown.join(u", "_s)),
                             Error::make(Error::Kind::NotFound, tr("remove %1").arg(plan.unknown.join(u", "_s)), tr("the engine has no such image"),
                                         tr("The list shows what is left.")), {});
    EngineClient *client = m_session.client();
    if (!client)
        return Q_EMIT failed(what, noEngine(tr("remove images")), {});
    auto *run = new RemovalRun(*client, plan, force, facts(), this);
    m_removals.append({run, leavingImages(plan, force)});
    Task *task = m_tasks.add(titleOf(plan));
    connect(task, &Task::cancelRequested, run, &RemovalRun::cancel);
    connect(run, &RemovalRun::progress, task, [task](int done, int total, const QString &name) {
        task->setProgress(done, total);
        task->setStep(name);
    });
    connect(run, &RemovalRun::finished, task, [this, run, task](const RemovalReport &report) { runEnded(run, task, report); });
    tellLeaving();
    run->start();
}

void ImageCommands::runEnded(RemovalRun *run, Task *task, const RemovalReport &report)
{
    const auto removal = std::ranges::find(m_removals, run, &Removal::run);
    *removal = {nullptr, leftImages(removal->what, report), std::chrono::steady_clock::now().time_since_epoch().count()};
    tellLeaving();
    run->deleteLater();
    if (report.kept.size() == 1 && report.untagged.isEmpty() && report.deleted.isEmpty())
        task->fail(report.kept.constFirst().error);
    else if (task->isCancelRequested())
        task->markCancelled();
    else
        task->finish(report.sentence());
    QList<Moved> moved;
    for (const TagPlace &place : report.undoable)
        moved.append({place, {}});
    if (!moved.isEmpty())
        setUndo(moved);
    m_sync.refresh();
    Q_EMIT removed(report);
}

QString ImageCommands::undoText() const
{
    return m_undo.isEmpty() ? QString() : tr("Undo: %1").arg(undoWords());
}

/// What undo does, in the middle of a sentence.
QString ImageCommands::undoWords() const
{
    if (m_undo.size() > 1)
        return tr("put %n tags back", nullptr, int(m_undo.size()));
    const QString name = familiarImageName(m_undo.constFirst().before.reference);
    return m_undo.constFirst().now.isEmpty() ? tr("put %1 back").arg(name) : tr("move %1 back").arg(name);
}

void ImageCommands::undo()
{
    if (m_undo.isEmpty())
        return;
    EngineClient *client = m_session.client();
    if (!client)
        return Q_EMIT failed(tr("Nothing was put back."), noEngine(tr("put tags back")), {});
    QString title = undoWords();
    title.replace(0, 1, title.at(0).toUpper());
    QList<TagPlace> places;
    QList<RemovalReport::Kept> taken;
    for (const Moved &one : std::exchange(m_undo, {})) {
        const ImageId now = names().value(one.before.reference);
        if (now == one.now || now.isEmpty() || now == one.before.image)
            places.append(one.before);
        else
            taken.append(takenBy(one.before.reference, now));
    }
    Q_EMIT undoChanged();
    auto *run = new TagRun(*client, places, taken, this);
    m_tagRuns.append(run);
    Task *task = m_tasks.add(title);
    connect(task, &Task::cancelRequested, run, &TagRun::cancel);
    connect(run, &TagRun::progress, task, [task](int done, int total, const QString &name) {
        task->setProgress(done, total);
        task->setStep(name);
    });
    connect(run, &TagRun::finished, task, [this, run, task](const PutBackReport &report) { runEnded(run, task, report); });
    run->start();
}

void ImageCommands::runEnded(TagRun *run, Task *task, const PutBackReport &report)
{
    m_tagRuns.removeOne(run);
    run->deleteLater();
    if (report.back.isEmpty() && !report.failed.isEmpty())
        task->fail(report.failed.constFirst().error);
    else if (task->isCancelRequested())
        task->markCancelled();
    else
        task->finish(report.sentence());
    m_sync.refresh();
    Q_EMIT putBack(report);
}

void ImageCommands::setUndo(const QList<Moved> &moved)
{
    m_undo = moved;
    Q_EMIT undoChanged();
}

void ImageCommands::imagesChanged()
{
    m_names.reset();
    QSet<ImageId> images;
    for (const ImageSummary &image : m_sync.images())
        images.insert(image.id);
    if (m_undo.removeIf([&images](const Moved &one) { return !images.contains(one.before.image); }) > 0)
        Q_EMIT undoChanged();
}

/// A list that was asked for after a removal shows what came of it.
void ImageCommands::forgetRemovals(qint64 askedAt)
{
    if (m_removals.removeIf([askedAt](const Removal &removal) { return !removal.run && removal.endedAt <= askedAt; }) > 0)
        tellLeaving();
}

void ImageCommands::tellLeaving()
{
    LeavingImages leaving;
    for (const Removal &removal : std::as_const(m_removals)) {
        leaving.images += removal.what.images;
        leaving.names.insert(removal.what.names);
    }
    if (leaving != m_leaving) {
        m_leaving = leaving;
        Q_EMIT leavingChanged(m_leaving);
    }
}

/// A connection that went takes the answers with it.
void ImageCommands::connectionChanged()
{
    if (m_session.state() == EngineSession::State::Connected)
        return;
    m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_round = std::make_unique<QObject>();
    QList<RemovalRun *> runs;
    for (const Removal &removal : std::as_const(m_removals)) {
        if (removal.run)
            runs.append(removal.run);
    }
    for (RemovalRun *run : std::as_const(runs))
        run->lose();
    const QList<TagRun *> tagRuns = m_tagRuns;
    for (TagRun *run : tagRuns)
        run->lose();
    for (const Tagging &tagging : std::exchange(m_tagging, {}))
        Q_EMIT failed(tagging.what, Error::make(Error::Kind::ConnectionLost, tr("tag an image"), tr("the engine stopped answering before it said whether that was done"),
                                                tr("The list shows what came of it when the engine answers again.")), tagging.reference);
}

} // namespace longshore

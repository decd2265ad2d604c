// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagecommands.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/reference.h"
#include "model/images/removalrun.h"
#include "model/tasks/tasklist.h"

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Error noEngine(const QString &asked)
{
    return Error::make(Error::Kind::Unreachable, asked, u"no engine is connected"_s, ImageCommands::tr("Try again when the engine answers."));
}

QString titleOf(const RemovalPlan &plan)
{
    return plan.images.size() == 1 ? ImageCommands::tr("Remove %1").arg(plan.images.constFirst().name)
                                   : ImageCommands::tr("Remove %n images", nullptr, int(plan.images.size()));
}

} // namespace

ImageCommands::ImageCommands(EngineSession &session, EngineSync &sync, TaskList &tasks, QObject *parent)
    : QObject(parent), m_session(session), m_sync(sync), m_tasks(tasks), m_round(std::make_unique<QObject>())
{
    connect(&session, &EngineSession::stateChanged, this, &ImageCommands::connectionChanged);
    connect(&sync, &EngineSync::imagesChanged, this, &ImageCommands::forgetLostImages);
}

ImageCommands::~ImageCommands() = default;

RemovalFacts ImageCommands::facts() const
{
    RemovalFacts facts{m_session.kind(), m_sync.images(), {}, m_sync.containers()};
    for (const ImageSummary &image : facts.images) {
        if (const ImageDetails *details = m_sync.details(image.id))
            facts.details.insert(image.id, *details);
    }
    return facts;
}

ImageId ImageCommands::imageOf(const QString &reference) const
{
    const Result<Reference> wanted = Reference::parse(reference);
    for (const ImageSummary &image : m_sync.images()) {
        for (const QString &tag : image.repoTags) {
            const Result<Reference> name = Reference::parse(tag);
            if (tag == reference || (wanted && name && *name == *wanted))
                return image.id;
        }
    }
    return {};
}

void ImageCommands::tag(const ImageId &image, const QString &reference)
{
    put(image, reference, false);
}

void ImageCommands::put(const ImageId &image, const QString &text, bool isUndo)
{
    const QString what = tr("%1 could not be put on the image.").arg(text);
    const Result<Reference> reference = Reference::parse(text);
    if (!reference)
        return Q_EMIT failed(what, reference.error());
    if (!reference->digest.isEmpty())
        return Q_EMIT failed(what, Error::make(Error::Kind::BadInput, u"tag an image as %1"_s.arg(text), u"a digest cannot be given to an image"_s,
                                               tr("Leave out what follows the @.")));
    EngineClient *client = m_session.client();
    if (!client)
        return Q_EMIT failed(what, noEngine(u"tag an image as %1"_s.arg(text)));
    const TagChange change{reference->full(), image, imageOf(text)};
    m_tagging.append(what);
    QObject *round = m_round.get();
    client->images().tag(image.value, reference->fullRepository(), reference->tag, round, [this, round, change, what, isUndo](const Result<void> &result) {
        if (round != m_round.get())
            return; // the connection went, and that was told
        m_tagging.removeOne(what);
        m_sync.refresh();
        if (!result)
            return Q_EMIT failed(what, result.error());
        if (!isUndo && !change.before.isEmpty() && change.before != change.image)
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
                             Error::make(Error::Kind::NotFound, u"remove %1"_s.arg(plan.unknown.join(u", "_s)), u"the engine has no such image"_s,
                                         tr("The list shows what is left.")));
    EngineClient *client = m_session.client();
    if (!client)
        return Q_EMIT failed(what, noEngine(u"remove images"_s));
    auto *run = new RemovalRun(*client, plan, force, facts(), this);
    m_runs.append(run);
    Task *task = m_tasks.add(titleOf(plan));
    connect(task, &Task::cancelRequested, run, &RemovalRun::cancel);
    connect(run, &RemovalRun::progress, task, [task](int done, int total, const QString &name) {
        task->setProgress(done, total);
        task->setStep(name);
    });
    connect(run, &RemovalRun::finished, task, [this, run, task](const RemovalReport &report) { runEnded(run, task, report); });
    run->start();
}

void ImageCommands::runEnded(RemovalRun *run, Task *task, const RemovalReport &report)
{
    m_runs.removeOne(run);
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
    if (m_undo.isEmpty())
        return {};
    const QString name = familiarImageName(m_undo.constFirst().before.reference);
    if (m_undo.size() > 1)
        return tr("Undo: put %n tags back", nullptr, int(m_undo.size()));
    return m_undo.constFirst().now.isEmpty() ? tr("Undo: put %1 back").arg(name) : tr("Undo: move %1 back").arg(name);
}

void ImageCommands::undo()
{
    const QList<Moved> moved = std::exchange(m_undo, {});
    if (moved.isEmpty())
        return;
    Q_EMIT undoChanged();
    for (const Moved &one : moved) {
        const ImageId now = imageOf(one.before.reference);
        if (now == one.now || now.isEmpty() || now == one.before.image) {
            put(one.before.image, one.before.reference, true);
            continue;
        }
        const QString name = familiarImageName(one.before.reference);
        Q_EMIT failed(tr("%1 was not put back.").arg(name),
                      Error::make(Error::Kind::Conflict, u"put %1 back"_s.arg(name), u"it names image %1 by now"_s.arg(now.shortText()),
                                  tr("Move it with Tag… if that is what you want.")));
    }
}

void ImageCommands::setUndo(const QList<Moved> &moved)
{
    m_undo = moved;
    Q_EMIT undoChanged();
}

void ImageCommands::forgetLostImages()
{
    QSet<ImageId> images;
    for (const ImageSummary &image : m_sync.images())
        images.insert(image.id);
    if (m_undo.removeIf([&images](const Moved &one) { return !images.contains(one.before.image); }) > 0)
        Q_EMIT undoChanged();
}

/// A connection that went takes the answers with it.
void ImageCommands::connectionChanged()
{
    if (m_session.state() == EngineSession::State::Connected)
        return;
    m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_round = std::make_unique<QObject>();
    const QList<RemovalRun *> runs = m_runs;
    for (RemovalRun *run : runs)
        run->lose();
    for (const QString &what : std::exchange(m_tagging, {}))
        Q_EMIT failed(what, Error::make(Error::Kind::ConnectionLost, u"tag an image"_s, u"the engine stopped answering before it said whether that was done"_s,
                                        tr("The list shows what came of it when the engine answers again.")));
}

} // namespace longshore

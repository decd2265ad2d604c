// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/removalreport.h"

#include <QObject>
#include <memory>

namespace longshore
{

class EngineSession;
class EngineSync;
class RemovalRun;
class Task;
class TaskList;

/// A tag that was put on an image.
struct TagChange {
    QString reference; ///< full
    ImageId image;
    ImageId before; ///< which it named until now; empty = none

    bool operator==(const TagChange &) const = default;
};

/// What can be done to the names of images and to images, for pages that never see the client. Removals are tasks.
/// What only moved or took away a name can be undone while the image lives. GUI thread.
class ImageCommands : public QObject
{
    Q_OBJECT
public:
    /// All outlive it.
    ImageCommands(EngineSession &session, EngineSync &sync, TaskList &tasks, QObject *parent = nullptr);
    ~ImageCommands() override;

    /// What the engine had when it was listed last.
    RemovalFacts facts() const;
    /// The image that has this name now; empty when none.
    ImageId imageOf(const QString &reference) const;

    /// Puts a name on an image; one that is on another image moves. `tagged` or `failed` follows.
    void tag(const ImageId &image, const QString &reference);
    /// Takes one name away, and the image too when it was the last one; never forced.
    void untag(const QString &reference);
    /// Carries out what `planRemoval(facts(), …)` said. `removed` follows, or `failed` when there is no engine.
    void remove(const RemovalPlan &plan, bool force);

    bool canUndo() const { return !m_undo.isEmpty(); }
    /// "Undo: put x:1 back", for the action; empty when there is nothing.
    QString undoText() const;
    /// Puts back the names that went or moved last.
    void undo();

Q_SIGNALS:
    void tagged(const longshore::TagChange &change);
    void removed(const longshore::RemovalReport &report);
    /// What was asked could not be done at all; `what` says what, as a sentence.
    void failed(const QString &what, const longshore::Error &error);
    void undoChanged();

private:
    /// Where a name was, and where it is since.
    struct Moved {
        TagPlace before;
        ImageId now; ///< empty = nowhere
    };
    void put(const ImageId &image, const QString &reference, bool isUndo);
    void runEnded(RemovalRun *run, Task *task, const RemovalReport &report);
    void setUndo(const QList<Moved> &moved);
    void forgetLostImages();
    void connectionChanged();

    EngineSession &m_session;
    EngineSync &m_sync;
    TaskList &m_tasks;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    QList<RemovalRun *> m_runs;
    QStringList m_tagging; ///< sentences of the calls under way
    QList<Moved> m_undo;
};

} // namespace longshore

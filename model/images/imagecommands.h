// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/leavingimages.h"
#include "model/images/tagrun.h"

#include <QObject>
#include <memory>
#include <optional>

namespace longshore
{

class EngineSession;
class EngineSync;
class LayerAccount;
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

    /// What counts bytes by layer, and outlives this; without it what is freed is told as an upper bound.
    void setLayers(const LayerAccount &layers) { m_layers = &layers; }

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

    /// What it is removing now, until a list without it comes or it is clear that it stays.
    const LeavingImages &leaving() const { return m_leaving; }

    bool canUndo() const { return !m_undo.isEmpty(); }
    /// "Undo: put x:1 back", for the action; empty when there is nothing.
    QString undoText() const;
    /// Puts back the names that went or moved last, as one task. `putBack` follows, or `failed` when there is no engine.
    void undo();

Q_SIGNALS:
    void tagged(const longshore::TagChange &change);
    void removed(const longshore::RemovalReport &report);
    void putBack(const longshore::PutBackReport &report);
    /// What was asked could not be done at all; `what` says what, as a sentence. `reference`: the name that was to be put
    /// on an image, as it was given; empty when it was about something else.
    void failed(const QString &what, const longshore::Error &error, const QString &reference);
    void undoChanged();
    void leavingChanged(const longshore::LeavingImages &leaving);

private:
    /// Where a name was, and where it is since.
    struct Moved {
        TagPlace before;
        ImageId now; ///< empty = nowhere
    };
    struct Tagging {
        QString what; ///< a sentence for when it fails
        QString reference;

        bool operator==(const Tagging &) const = default;
    };
    struct Removal {
        RemovalRun *run; ///< null when it ended
        LeavingImages what;
        qint64 endedAt = 0; ///< steady clock, ns
    };
    const QHash<QString, ImageId> &names() const;
    QString undoWords() const;
    void runEnded(RemovalRun *run, Task *task, const RemovalReport &report);
    void runEnded(TagRun *run, Task *task, const PutBackReport &report);
    void setUndo(const QList<Moved> &moved);
    void imagesChanged();
    void forgetRemovals(qint64 askedAt);
    void tellLeaving();
    void connectionChanged();

    EngineSession &m_session;
    EngineSync &m_sync;
    TaskList &m_tasks;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    QList<Removal> m_removals;
    LeavingImages m_leaving;
    QList<TagRun *> m_tagRuns;
    QList<Tagging> m_tagging; ///< the calls under way
    const LayerAccount *m_layers = nullptr;
    mutable std::optional<QHash<QString, ImageId>> m_names; ///< by full name, of the last list; made when it is asked for
    QList<Moved> m_undo;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/tagdiff.h"
#include "model/store/enginerow.h"

#include <QObject>
#include <functional>
#include <memory>

namespace longshore
{

class Store;
struct EngineIdentity;

/// Remembers which image each tag pointed at, and when, per engine and over restarts (ADR 0020). It is fed with every list
/// of images and with the engine's events, and never asks the engine itself. The list is the truth, compared with what the
/// store knows within one transaction: so several programs on one store write each move once, and what was missed
/// (events lost, nobody running) is found by the next list. GUI thread; the store is written on its writer's thread.
class TagJournal : public QObject
{
    Q_OBJECT
public:
    using Now = std::function<QDateTime()>; ///< UTC

    explicit TagJournal(std::shared_ptr<Store> store, QObject *parent = nullptr, Now now = {});
    ~TagJournal() override;

    /// What is fed from now on is of this engine; `name` and `version` are for people.
    void setEngine(const EngineIdentity &identity, const QString &name, const QString &version);
    /// Everything the engine has; `askedAt` is when it was asked, in nanoseconds of the steady clock.
    void applySnapshot(const QList<ImageSummary> &images, qint64 askedAt);
    /// Something the engine told; what says nothing of tags is ignored.
    void take(const EngineEvent &event);
    /// One of our own tasks has just put a tag on `image` in this way, in `tookMs` or -1. It explains no move to another
    /// image; an empty one stands for any. To be called before the next list.
    void explain(const QString &reference, TagCause cause, qint64 tookMs = -1, const ImageId &image = {});

    /// The name that an image without one had last, in the familiar form; empty when none is known.
    QString lastName(const ImageId &image) const { return m_formerNames.value(image); }
    QHash<ImageId, QString> formerNames() const { return m_formerNames; }

    /// The moves of all tags of a repository (in full, without tag), newest first, read on a worker. Empty without engine.
    void history(const QString &repository, QObject *context, Callback<QList<TagMove>> done);

Q_SIGNALS:
    /// `history` is that of another engine now.
    void engineChanged();
    /// They are on the disk; or, of one that is known, why it happened.
    void moved(const QList<longshore::TagMove> &moves);
    void formerNamesChanged(const QHash<longshore::ImageId, QString> &names);
    /// A list could not be written; the next one is tried again. Told once until a write succeeds.
    void failed(const longshore::Error &error);

private:
    struct Outcome;
    template<class What>
    struct Heard {
        What what;
        qint64 at; ///< steady clock, ns
    };

    struct Unexplained {
        TagMove move;
        bool isNewImage; ///< the image was not there before
    };

    TagReasons reasons() const;
    void explainLate(const TagHint &hint);
    void age(qint64 askedAt);
    void written(const Result<void> &result, const Outcome &outcome);

    std::shared_ptr<Store> m_store;
    Now m_now;
    std::optional<EngineRow> m_engine; ///< nothing before the first one
    QList<Heard<TagHint>> m_hints;
    QHash<QString, Heard<TagExplanation>> m_ours;
    QList<Heard<Unexplained>> m_unexplained; ///< written of late: the event may still come
    QHash<ImageId, QString> m_formerNames;
    bool m_failing = false;
};

} // namespace longshore

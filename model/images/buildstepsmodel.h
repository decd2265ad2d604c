// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/buildtrace.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <functional>

namespace longshore
{

/// One step of a build.
struct BuildStep {
    enum class State { Running, Done, Cached, Failed, Cancelled };

    QString key;   ///< names it within the build
    QString title; ///< `[2/3] RUN make`
    State state = State::Running;
    QString detail; ///< what is being done, "4.1 MB of 12 MB"; the error in the end
    qint64 durationMs = -1; ///< once it has ended; -1 = not known
    QDateTime seenAt;       ///< by our clock: when it was first seen running

    bool operator==(const BuildStep &) const = default;
};

/// The steps of a build in the order in which they began. Fed by whoever listens to the build, whichever builder it
/// is.
class BuildStepsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole + 1, ///< int of BuildStep::State
        DetailRole,                   ///< QString
        DurationRole,                 ///< qint64 in ms, of a running one until now; -1 = not known
        KeyRole
    };
    using Clock = std::function<QDateTime()>;
    static constexpr int mostSteps = 10'000; ///< what comes behind them is not shown

    explicit BuildStepsModel(QObject *parent = nullptr, Clock clock = {});

    /// Classic builder: the next instruction begins, and so the one before has ended.
    void begin(int index, int count, const QString &instruction);
    /// Classic builder: the step under way was in the cache.
    void markCached();
    /// BuildKit.
    void take(const BuildTrace &trace);
    /// The build is over: what still runs has ended like this.
    void end(BuildStep::State state, const QString &detail = {});
    /// Some time has passed for the running ones.
    void tick();

    const QList<BuildStep> &steps() const { return m_steps; }
    /// Steps that have ended, and how many are known; for a progress bar.
    int endedCount() const;
    int totalCount() const { return qMax(int(m_steps.size()), m_announced); }
    /// Title of the step under way; empty when there is none.
    QString current() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the title, Qt::AccessibleTextRole title, state and duration in one sentence.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// "running", "cached", … (translated).
    static QString words(BuildStep::State state);

private:
    int rowOf(const QString &key) const;
    BuildStep *addStep(const QString &key, const QString &title);
    void changed(int row);
    void takeStep(const BuildTrace::Step &step);
    void takeStatus(const BuildTrace::Status &status);
    qint64 durationOf(const BuildStep &step) const;

    Clock m_clock;
    QList<BuildStep> m_steps;
    QHash<QString, int> m_rows; ///< by key
    QSet<QString> m_told;       ///< BuildKit: all it told of, begun or not
    int m_announced = 0;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/system.h"
#include "model/engine/candidates.h"
#include "model/engine/socketfacts.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <array>
#include <memory>

namespace longshore
{

class EngineClient;

/// The chain of checks, in order; each needs the one before.
enum class ProbeStep { FileExists, IsSocket, MayOpen, Answers, ApiVersion, ListsImages };
inline constexpr int probeStepCount = 6;
/// "File exists", "Is a socket", "You may open it", "Answers", "API version", "Lists images" (translated).
QString toText(ProbeStep step);

/// What became of one candidate.
struct ProbeReport {
    enum class Outcome {
        Waiting,  ///< its turn has not come, or it is being tried
        NotGiven, ///< nothing was given (DOCKER_HOST not set)
        Skipped,  ///< not tried, since an earlier place was named and failed, or answered
        Works,
        Failed
    };
    enum class Step { NotReached, Ok, Failed };

    EngineCandidate candidate;
    Outcome outcome = Outcome::Waiting;
    std::array<Step, probeStepCount> steps{};
    Error error;     ///< of Outcome::Failed
    QString detail;  ///< who you are and whose the socket is; may be empty (translated, plain text)
    QString command; ///< a command that fixes it, to be copied; may be empty
    QString risk;    ///< what the command means; set with `command` (translated)
    EngineVersion version; ///< of Outcome::Works
    qint64 milliseconds = 0;

    bool operator==(const ProbeReport &) const = default;
    Step step(ProbeStep step) const { return steps[std::size_t(step)]; }
};

/// Judges what was found of the file before anything is sent. Outcome stays Waiting when the next step is to ask
/// the engine. Pure.
ProbeReport judgeSocket(const EngineCandidate &candidate, const SocketFacts &facts, const UserFacts &user);

/// Tries one candidate, once: `finished` comes later, exactly once, within a few times the deadline.
class EngineProbe : public QObject
{
    Q_OBJECT
public:
    /// `deadlineMs` is for the first answer.
    EngineProbe(const EngineCandidate &candidate, int deadlineMs, QObject *parent);
    ~EngineProbe() override;

    void start();
    /// The negotiated client of a candidate that works; once, then null.
    std::unique_ptr<EngineClient> takeClient();

Q_SIGNALS:
    void finished(const longshore::ProbeReport &report);

private:
    void begin();
    void negotiate();
    void negotiationFailed(const Error &error);
    void listImages();
    void pass(ProbeStep step);
    void failAt(ProbeStep step, const Error &error);
    void finish(ProbeReport::Outcome outcome);

    ProbeReport m_report;
    int m_deadlineMs;
    QElapsedTimer m_clock;
    QTimer m_listDeadline;
    std::unique_ptr<EngineClient> m_client;
    bool m_finished = false;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfeed.h"
#include "model/logs/logreader.h"

#include <memory>

namespace longshore
{

/// Feeds the log of a run from its capsule: from the beginning, or, when there is much of it already, only the end,
/// while the rest is left to the capsule's segments (`CapsuleBacking`), so that a log of any size opens at once.
class CapsuleFeed : public LogFeed
{
    Q_OBJECT
public:
    /// Logs that are longer than this (bytes of segments) when they are opened are left where they are.
    static constexpr qint64 readWhole = 8 << 20;

    CapsuleFeed(const QString &capsule, std::shared_ptr<LogStore> store);
    void start() override;
    void poke() override;
    void sourceEnded() override;

private:
    void take(const LogBatch &batch);
    void caughtUp();
    void skipToTheEnd();

    QString m_capsule;
    std::unique_ptr<LogTail> m_tail;
    bool m_sourceEnded = false;
    bool m_done = false;
};

} // namespace longshore

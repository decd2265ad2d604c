// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace longshore
{

/// SIGINT, SIGTERM and SIGHUP as a Qt signal. One per process. A self-pipe, not signalfd: a blocked mask would be
/// inherited by every child.
class TerminationSignals : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

    /// Readable once a signal came, for who waits for something else beside it; -1 when there is no such object.
    static int descriptor();

Q_SIGNALS:
    void received(int signalNumber);

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/linedecoder.h"
#include "model/logs/logdocument.h"
#include "model/logs/logstore.h"

#include <QObject>
#include <QTimer>

namespace longshore
{

/// Writes one log's frames into its store; what knows where frames come from derives from it. Lives in the log room's
/// thread, and its signals are queued to the document.
class LogFeed : public QObject, private RowSink
{
    Q_OBJECT
public:
    explicit LogFeed(std::shared_ptr<LogStore> store);

    virtual void start() = 0;
    /// Whoever writes says that there is more (optional).
    virtual void poke() {}
    /// Whoever writes has ended: what is there once it is read is all.
    virtual void sourceEnded() {}

Q_SIGNALS:
    void grown();
    void partials(const QList<longshore::PartialLine> &partials);
    void state(longshore::LogState state, const longshore::Error &error);

protected:
    LogStore &store() { return *m_store; }
    LineDecoder &decoder() { return m_decoder; }
    /// To be called after some frames went to the decoder.
    void publish();
    /// No more frames: unfinished rows are given out.
    void finish();

private:
    void row(const NewRow &row) override { m_store->append(row); }
    void showPartials();
    void rest();

    std::shared_ptr<LogStore> m_store;
    LineDecoder m_decoder;
    QTimer m_partialTimer;
    QTimer m_restTimer;
    quint64 m_restedAt = 0; ///< lines when the rest timer was started
    bool m_partialsShown = false;
};

} // namespace longshore

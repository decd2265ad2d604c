// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logdocument.h"

namespace longshore::test
{

/// A log fed by a test with what a component writes, decoded as every log is, in one thread.
class RawLog : public RowSink
{
public:
    explicit RawLog(const LogMemory &memory = {}) : store(std::make_shared<LogStore>(memory)), document(store), m_decoder(*this)
    {
        document.takeState(LogState::Streaming, {});
    }
    void row(const NewRow &row) override { store->append(row); }
    /// One frame; each a millisecond after the one before.
    void add(const QByteArray &bytes, LogSource source = LogSource::Stdout, quint8 flags = 0)
    {
        at(m_time + 1'000'000, bytes, source, flags);
    }
    void at(qint64 time, const QByteArray &bytes, LogSource source = LogSource::Stdout, quint8 flags = 0)
    {
        m_time = time;
        m_decoder.frame({source, flags, m_time, m_seq++, bytes});
        tell();
    }
    void end()
    {
        m_decoder.finish();
        tell();
        document.takeState(LogState::Ended, {});
    }
    /// "line 1" … each its own row.
    void addLines(int count)
    {
        QByteArray many;
        for (int i = 0; i < count; ++i)
            many += "line " + QByteArray::number(++m_numbered) + '\n';
        add(many);
    }

    std::shared_ptr<LogStore> store;
    LogDocument document;

private:
    void tell()
    {
        document.takePartials(m_decoder.partials());
        if (store->publish())
            Q_EMIT document.grown();
    }

    LineDecoder m_decoder;
    qint64 m_time = 1'795'419'277'000'000'000;
    quint64 m_seq = 0;
    int m_numbered = 0;
};

} // namespace longshore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/containerfeed.h"
#include "tests/support/fakeengine.h"

#include <QTest>

namespace longshore::test
{

/// Keeps the lines; notes in brackets.
class LogText : public FrameSink
{
public:
    void frame(const StoredFrame &frame) override
    {
        gapless = gapless && frame.seq == seq++;
        text += frame.flags & LogAppNote ? '[' + frame.bytes.toByteArray().trimmed() + "]\n" : frame.bytes.toByteArray();
    }
    void batchEnd() override { ++batches; }

    QByteArray text;
    quint64 seq = 0;
    bool gapless = true;
    int batches = 0;
};

/// A container of an engine that is none, and the feed of its log.
class FeedFixture
{
protected:
    static constexpr LogFollower::Timing fast{5, 100, 2000, 2000};

    void setUp()
    {
        m_engine = std::make_unique<FakeEngine>();
        m_lines = std::make_unique<LogText>();
        m_state = ContainerFeed::State::Connecting;
    }
    void tearDown()
    {
        QVERIFY(m_lines->gapless);
        m_feed.reset();
        m_engine.reset();
    }
    void begin(const ContainerFeed::Options &options = {})
    {
        m_feed = std::make_unique<ContainerFeed>(m_engine->endpoint(), ContainerId{QString::fromLatin1(m_engine->id())}, *m_lines, options, nullptr, fast);
        QObject::connect(m_feed.get(), &ContainerFeed::stateChanged, m_feed.get(), [this](ContainerFeed::State state, const Error &error) {
            m_state = state;
            m_error = error;
        });
        m_feed->start();
    }
    void untilFollowing()
    {
        QTRY_COMPARE(m_engine->logReaders(), 1);
        QTRY_COMPARE(m_engine->eventListeners(), 1);
    }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<LogText> m_lines;
    std::unique_ptr<ContainerFeed> m_feed;
    ContainerFeed::State m_state = ContainerFeed::State::Connecting;
    Error m_error;
};

} // namespace longshore::test

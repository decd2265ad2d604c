// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/containerfeed.h"
#include "model/logs/logfeed.h"

namespace longshore
{

/// Feeds the log of a container from its engine.
class ContainerLogFeed : public LogFeed, private FrameSink
{
    Q_OBJECT
public:
    ContainerLogFeed(const Endpoint &endpoint, const ContainerId &container, const ContainerFeed::Options &options, std::shared_ptr<LogStore> store);
    void start() override;

private:
    void frame(const StoredFrame &frame) override { decoder().frame(frame); }
    void batchEnd() override { publish(); }
    void follow(ContainerFeed::State state, const Error &error);

    ContainerFeed m_feed;
};

} // namespace longshore

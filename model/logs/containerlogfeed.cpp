// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/containerlogfeed.h"

namespace longshore
{

ContainerLogFeed::ContainerLogFeed(const Endpoint &endpoint, const ContainerId &container, const ContainerFeed::Options &options,
                                   std::shared_ptr<LogStore> store)
    : LogFeed(std::move(store)), m_feed(endpoint, container, *this, options, this)
{
    connect(&m_feed, &ContainerFeed::stateChanged, this, &ContainerLogFeed::follow);
}

void ContainerLogFeed::start()
{
    m_feed.start();
}

void ContainerLogFeed::follow(ContainerFeed::State now, const Error &error)
{
    using From = ContainerFeed::State;
    switch (now) {
    case From::Connecting: Q_EMIT state(LogState::Connecting, {}); break;
    case From::Waiting: Q_EMIT state(LogState::Waiting, {}); break;
    case From::Streaming: Q_EMIT state(LogState::Streaming, {}); break;
    case From::Interrupted: Q_EMIT state(LogState::Interrupted, error); break;
    case From::Ended:
    case From::Removed:
        finish();
        Q_EMIT state(LogState::Ended, {});
        break;
    case From::Unreadable: Q_EMIT state(LogState::Unreadable, error); break;
    case From::Failed: Q_EMIT state(LogState::Failed, error); break;
    }
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/writtenfeed.h"

#include <QDateTime>

namespace longshore
{

void WrittenFeed::start()
{
    Q_EMIT state(LogState::Waiting, {});
}

void WrittenFeed::write(const QByteArray &text, LogSource source)
{
    StoredFrame frame;
    frame.source = source;
    frame.engineTime = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    frame.bytes = text;
    decoder().frame(frame);
    publish();
    Q_EMIT state(LogState::Streaming, {});
}

void WrittenFeed::sourceEnded()
{
    finish();
    Q_EMIT state(LogState::Ended, {});
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/archivestream.h"
#include "dockerclient/streams/eventstream.h"
#include "dockerclient/streams/logstream.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/statsstream.h"
#include "dockerclient/streams/waitstream.h"

namespace longshore
{

class Requester;
struct Request;

/// The streams behind the typed calls. Each starts by itself and is owned by `parent`; a request that is an error
/// already ends through `finished`.
ArchiveStream *openArchive(Requester &requester, const Result<Request> &request, QObject *parent);
EventStream *openEvents(Requester &requester, const Result<Request> &request, QObject *parent);
LogStream *openLog(Requester &requester, const Result<Request> &request, bool tty, QObject *parent);
ProgressStream *openProgress(Requester &requester, const Result<Request> &request, QObject *parent);
BuildStream *openBuild(Requester &requester, const Result<Request> &request, QObject *parent);
StatsStream *openStats(Requester &requester, const Result<Request> &request, QObject *parent);
WaitStream *openWait(Requester &requester, const Result<Request> &request, QObject *parent);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "model/jobs/jobdocument.h"

namespace longshore
{

/// Whether the engine can bind what the job wants bound. An engine that is not reached by a socket of this machine has
/// other folders: there, a bound data folder is BadInput, and mounts are left to it. Here, a mount whose source is missing
/// is NotFound: an engine would make an empty folder of it. Any thread; looks whether files exist.
Result<void> checkEngineFolders(const JobDocument &job, const Endpoint &endpoint);

} // namespace longshore

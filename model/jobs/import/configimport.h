// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"

namespace longshore
{

/// Takes what a `config.json` holds over into the job: a component's own file (contract §2.2), a stored configuration
/// (§2.1), one with rows and state around it as the platform exports it, or a component record (§8). Lists what a
/// configuration does not take, and secrets that are hidden or encrypted. Error::BadInput when it is no JSON object;
/// the job is unchanged then. `asked` opens the sentence.
Result<void> applyConfig(const QByteArray &json, const QString &asked, ImportResult *into);

/// Takes over what a state file holds, if it is JSON and not empty.
void applyState(const QByteArray &json, ImportResult *into);

/// A job from nothing but a configuration: its component is still to be chosen, unless the file names it.
Result<ImportResult> importConfig(const QByteArray &json, const QString &name);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// A new job that runs the image `reference`, named after the image. `labelRecord` is the JSON of its label
/// `longshore.component`, or empty; a record that is no good component definition is left aside, so that the image can
/// still be run. Its first run works whatever it writes: see `giveDefaultBucket`. Any thread.
JobDocument jobForImage(const QString &reference, const QByteArray &labelRecord);

/// Gives tables without a destination a place (O5): `storage.output.default_bucket` becomes `out.c-<name of the job>`,
/// unless the configuration maps outputs itself or the component has a default bucket. Without it a component that
/// writes out/tables would end as a user error.
void giveDefaultBucket(JobDocument *job);

} // namespace longshore

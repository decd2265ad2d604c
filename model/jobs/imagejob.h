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

/// The bucket that it gives: `out.c-<name of the job>`.
QString proposedBucket(const JobDocument &job);
void setDefaultBucket(JobDocument *job, const QString &bucket);

/// Whether a table that the component writes may have no place to go (§6.3): there is no default bucket, neither of the
/// job nor of its component (`labelled` where the job has none), and not every table of the mapping names its own.
bool lacksDefaultBucket(const JobDocument &job, const std::optional<ComponentDefinition> &labelled = {});

} // namespace longshore

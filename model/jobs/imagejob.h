// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// A new job that runs the image `reference`, named after the image. `labelRecord` is the JSON of its label
/// `longshore.component`, or empty; a record that is no good component definition is left aside, so that the image can
/// still be run. Any thread.
JobDocument jobForImage(const QString &reference, const QByteArray &labelRecord);

} // namespace longshore

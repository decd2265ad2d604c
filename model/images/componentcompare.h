// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecompare.h"

namespace longshore
{

/// How the component records of two images differ (the texts of their labels; empty = it has none): the schema in numbers
/// ("5 parameters", "6 parameters", "+ parameters.columns"), and the settings that are others. Nothing when neither has a
/// record. Pure, any thread.
QList<ImageDifference> compareRecords(const QByteArray &before, const QByteArray &after);

/// Each parameter that differs; a record that cannot be read says why. Pure, any thread.
QList<ImageDifference> compareParameters(const QByteArray &before, const QByteArray &after);

} // namespace longshore

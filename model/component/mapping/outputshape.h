// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/shape.h"

namespace longshore
{

/// An entry of `storage.output.tables`, or a table manifest, which is the same without `source` (§5.3, M3).
const Shape &outputTableShape(bool mapping);
/// An entry of `storage.output.files`, or a file manifest (§5.4).
const Shape &outputFileShape(bool mapping);
/// `storage.output.table_files`: the options of tables that are stored as files (§6.6).
const Shape &tableFilesShape();

} // namespace longshore

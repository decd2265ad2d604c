// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/component/definition.h"

namespace longshore
{

/// The definitions of these components as labels of images bring them along (`longshore.component`), by id. Where several
/// images claim one, the newest that has a tag wins; the definition then names that image. Labels that are wrong are
/// passed over.
QMap<QString, ComponentDefinition> labelledComponents(const QList<ImageSummary> &images, const QStringList &ids);

/// The records `components/<id>.json` of a store; those that are missing or wrong are left out. Blocks on small files.
QMap<QString, ComponentDefinition> storedComponents(const QString &storeDirectory, const QStringList &ids);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagegroups.h"

#include <functional>

class QWidget;

namespace longshore
{

/// Asks where to save images, and under which name; `save` is called with the path unless it is put away.
void askWhereToSave(QWidget *parent, const QList<ImageTag> &tags, const std::function<void(const QString &path)> &save);

/// Asks for an archive of images.
void askWhatToLoad(QWidget *parent, const std::function<void(const QString &path)> &load);

/// "demo-text-splitter-1.0.0.tar", "images.tar" for several: a name that is safe on any file system.
QString archiveName(const QList<ImageTag> &tags);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/files/imageindexfile.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace longshore
{

/// Which images hold the schema of a component among their files, as far as these were read once: looks into the indexes
/// that are kept, on a worker, and reads no image. GUI thread.
class SchemaFiles : public QObject
{
    Q_OBJECT
public:
    /// `folder` is that of the indexes.
    explicit SchemaFiles(const QString &folder, QObject *parent = nullptr);

    /// Looks at those of them it has not looked at.
    void look(const QList<ImageSummary> &images);
    /// Its files were read since.
    void lookAgain(const ImageId &image);

Q_SIGNALS:
    /// All that are known, with the path of the schema.
    void changed(const QHash<longshore::ImageId, QString> &paths);

private:
    void lookAt(const QList<ImageId> &images);

    ImageIndexFolder m_folder;
    QSet<ImageId> m_looked;
    QHash<ImageId, QString> m_paths;
};

} // namespace longshore

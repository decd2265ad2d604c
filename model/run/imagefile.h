// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/readingcontainer.h"

#include <QObject>
#include <QStringList>
#include <optional>

namespace longshore
{

/// A file that was found inside an image.
struct ImageFileContent {
    QString path;
    QByteArray bytes;
};

/// Reads one small file out of an image: the first of some paths that is there, through a ReadingContainer. One use.
class ImageFile : public QObject
{
    Q_OBJECT
public:
    /// `image` is a reference or an id; `paths` are absolute, first come first served.
    ImageFile(const Endpoint &endpoint, const QString &image, const QStringList &paths, QObject *parent);

    void start() { m_container.make(); }

Q_SIGNALS:
    /// Once, after the container is gone. Errors: NotFound (the image, or each of the paths), BadInput for what is no
    /// regular file, TooLarge beyond 20 MiB, those of the engine.
    void finished(const longshore::Result<longshore::ImageFileContent> &content);

private:
    void readNext();
    void read(const Result<QByteArray> &bytes);
    void remove(const Result<ImageFileContent> &result);

    ReadingContainer m_container;
    QString m_image;
    QStringList m_paths;
    qsizetype m_at = 0; ///< of the path that is being read
    std::optional<Result<ImageFileContent>> m_result;
};

} // namespace longshore

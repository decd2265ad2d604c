// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"

#include <QObject>
#include <QStringList>
#include <memory>

namespace longshore
{

class Endpoint;
class EngineClient;

/// A file that was found inside an image.
struct ImageFileContent {
    QString path;
    QByteArray bytes;
};

/// Reads one small file out of an image: a container is made of it and never started, the first of some paths that is
/// there is fetched from it, and it is removed. One that an earlier Longshore left behind when it died goes, too. Has a
/// connection of its own, so that a lost one takes nothing away under it. One use.
class ImageFile : public QObject
{
    Q_OBJECT
public:
    /// `image` is a reference or an id; `paths` are absolute, first come first served.
    ImageFile(const Endpoint &endpoint, const QString &image, const QStringList &paths, QObject *parent);
    ~ImageFile() override;

    void start();

Q_SIGNALS:
    /// Once, after the container is gone. Errors: NotFound (the image, or each of the paths), BadInput for what is no
    /// regular file, TooLarge beyond 20 MiB, those of the engine.
    void finished(const longshore::Result<longshore::ImageFileContent> &content);

private:
    void removeForgotten();
    void create();
    void readNext();
    void read(const Result<QByteArray> &bytes);
    void remove(const Result<ImageFileContent> &result);

    std::unique_ptr<EngineClient> m_client;
    QString m_image;
    QStringList m_paths;
    qsizetype m_at = 0; ///< of the path that is being read
    ContainerId m_container;
};

} // namespace longshore

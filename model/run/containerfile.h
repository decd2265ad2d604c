// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"

#include <QObject>
#include <QPointer>

namespace longshore
{

class ArchiveStream;
class EngineClient;

/// Reads one small file out of a container, whether it runs or not, or is just ending.
class ContainerFile : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 most = 20 << 20;

    ContainerFile(EngineClient &client, const ContainerId &container, const QString &path, QObject *parent);
    void start();

Q_SIGNALS:
    /// Its bytes. Errors: NotFound; TooLarge; BadInput for what is no regular file.
    void finished(const longshore::Result<QByteArray> &bytes);

private:
    void ended(const Result<void> &result);
    bool isEnding(const Result<void> &result) const;

    EngineClient &m_client;
    ContainerId m_container;
    QString m_path;
    QPointer<ArchiveStream> m_stream;
    QByteArray m_tar;
    int m_tries = 0;
};

} // namespace longshore

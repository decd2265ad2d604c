// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"

#include <QObject>
#include <memory>

namespace longshore
{

class Endpoint;
class EngineClient;

/// A container that is made of an image to read files from it, never started, and removed. One that an earlier Longshore
/// left behind when it died goes, too. Has a connection of its own, so that a lost one takes nothing away under it.
class ReadingContainer : public QObject
{
    Q_OBJECT
public:
    /// `image` is a reference or an id.
    ReadingContainer(const Endpoint &endpoint, const QString &image, QObject *parent);
    ~ReadingContainer() override;

    /// Ends in `ready` or `failed`.
    void make();
    /// Ends in `removed`, whatever comes of it.
    void remove();

    EngineClient &client() { return *m_client; }
    const ContainerId &id() const { return m_id; }

Q_SIGNALS:
    void ready();
    void failed(const longshore::Error &error);
    void removed();

private:
    void create();
    void removeForgotten();

    std::unique_ptr<EngineClient> m_client;
    QString m_image;
    ContainerId m_id;
};

} // namespace longshore

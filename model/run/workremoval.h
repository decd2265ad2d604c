// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "model/run/runtypes.h"

#include <QObject>
#include <memory>

namespace longshore
{

class EngineLink;
class TarStream;

/// Removes the bound folders of a run whose component is gone. Folders that the component made as another user are in the
/// way of a Longshore that is not root (`container-root-user`, F2): the engine, which is, makes them ours. For that, a
/// container of the same image, which is never started, gets the folder bound and a tar with nothing but the folders.
class WorkRemoval : public QObject
{
    Q_OBJECT
public:
    /// `image` is one that the engine has; empty = it cannot help. `store` is the store's uuid, for the label.
    WorkRemoval(EngineLink &link, const QString &folder, const RunId &run, const ImageId &image, const QString &store, QObject *parent);
    ~WorkRemoval() override;

    void start() { removeAll(); }

Q_SIGNALS:
    void finished(const longshore::Result<void> &result);

private:
    void removeAll();
    void tried(const Result<void> &removed, const QList<QByteArray> &foreign);
    void makeHelper();
    void takeOver();
    void end();

    EngineLink &m_link;
    QString m_folder;
    RunId m_run;
    ImageId m_image;
    QString m_store;
    QString m_helper; ///< its container's name, once it was asked for
    QList<QByteArray> m_foreign;
    std::unique_ptr<TarStream> m_tar;
    Result<void> m_result;
    int m_owner = 0; ///< what the engine calls this process's user
    int m_group = 0;
    int m_rounds = 0;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storage.h"
#include "model/storage/storagedatabase.h"

namespace longshore
{

/// The files of Storage: what storage.db says of them, and their bytes below `files/`, under names of ours.
class FileCatalogue
{
public:
    explicit FileCatalogue(const StorageDatabase &storage) : m_storage(storage) {}

    QString directory() const { return m_storage.directory() + QStringLiteral("/files"); }
    Result<QList<StorageFile>> find(const StorageFileQuery &query) const;
    Result<StorageFile> add(const StorageFileUpload &file, const StorageProgress &progress) const;
    Result<void> tag(qint64 id, const QStringList &tags) const;
    Result<void> drop(qint64 id) const;
    /// Removes what has expired, and what a program that died left in `files/`.
    Result<int> expire(const QDateTime &now) const;

private:
    Result<StorageFile> put(const StorageFileUpload &file, StorageFile stored, const QString &name) const;
    void sweep(const QDateTime &now) const;

    const StorageDatabase &m_storage;
};

} // namespace longshore

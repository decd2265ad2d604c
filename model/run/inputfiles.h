// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/inputstaging.h"

namespace longshore
{

/// The files of an input mapping on their way into the data folder; part of `stageInput`.
class InputFileStager
{
public:
    InputFileStager(const InputRequest &request, const InputState &state, Storage &storage, const StorageProgress &progress,
                    StagedInput *staged)
        : m_request(request)
        , m_state(state)
        , m_storage(storage)
        , m_progress(progress)
        , m_staged(staged)
    {
    }

    Result<void> stage(const InputFile &file);
    /// Tags and highest id of each entry, in order (I12).
    const QList<InputState::Files> &imported() const { return m_imported; }

private:
    Result<QList<StorageFile>> find(const InputFile &file) const;
    Result<void> fetch(const StorageFile &file);
    Result<qint64> copySlices(const StorageFile &file, const QString &target);

    const InputRequest &m_request;
    const InputState &m_state;
    Storage &m_storage;
    const StorageProgress &m_progress;
    StagedInput *m_staged;
    QList<InputState::Files> m_imported;
};

} // namespace longshore

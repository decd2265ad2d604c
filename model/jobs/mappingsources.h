// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"
#include "model/jobs/jobeditor.h"
#include "model/storage/storagelisting.h"

#include <functional>
#include <memory>
#include <optional>

namespace longshore
{

struct FilePreview;
struct FileTable;

/// What the mappings of a job can be about: the tables, columns and tags of the Storage as it was listed last, and the
/// files on disk that stand for tables. Reads files on workers only, the Storage never. GUI thread.
class MappingSources : public QObject
{
    Q_OBJECT
public:
    /// A pure function for a worker.
    using Load = std::function<Result<FilePreview>()>;

    /// `editor` outlives it.
    explicit MappingSources(JobEditor &editor, QObject *parent = nullptr);
    ~MappingSources() override;

    void setListing(const StorageListing &listing);
    bool isListed() const { return m_listing.has_value(); }
    /// The Storage could not be read; what was listed before stays.
    void setFailed(const Error &error);
    const QString &failure() const { return m_failure; } ///< a sentence, or empty
    /// Makes the `Load` of a table of the Storage.
    void setTablePreview(const std::function<Load(const StorageTable &table)> &make) { m_tablePreview = make; }

    /// Null when the Storage has none, or was not listed.
    const StorageTable *table(const QString &id) const;
    /// What a field of a form may hold (`Suggestion`); titles tell more, and may be empty. `what` is
    /// `tables` (titles: how much is in them); `columns` of the table `of` (titles: their types); `tags` of files;
    /// `inputFile`, names for the file of the table `of`; `outputTable`, places for the file `of`.
    QList<FieldChoice> choices(const QString &what, const QString &of) const;
    /// What counts where such a field is empty: the file name of an input table (F10), the table that the file `of` goes
    /// to (§6.3); empty when there is none.
    QString fallback(const QString &what, const QString &of) const;

    /// The file that stands for a table, absolute; empty: its rows come from the Storage.
    QString fileOf(const QString &table) const;
    /// One step of the job's history. A file at or below the job's folder is named relative to it. Empty: none.
    void setFileOf(const QString &table, const QString &file);
    /// The beginning of that file, once it was read; asking reads it again when it is another file now.
    std::optional<Result<FileTable>> fileTable(const QString &table);
    /// What a person chose, as the job names it; `folder` is where the job's relative paths start.
    QString pathInJob(const QString &chosen) const;
    QString folder() const;

    /// The first rows of a table, from its file or the Storage; nothing when neither is there.
    Load preview(const QString &table) const;

Q_SIGNALS:
    void changed(); ///< what is known of the Storage, of a file, or which files there are

private:
    struct KnownFile;
    QList<FieldChoice> columns(const QString &table) const;
    QList<FieldChoice> outputTables(const QString &file) const;

    JobEditor &m_editor;
    std::optional<StorageListing> m_listing;
    QString m_failure;
    std::function<Load(const StorageTable &)> m_tablePreview;
    std::unique_ptr<QHash<QString, KnownFile>> m_files; ///< by path
    QByteArray m_seen;                                  ///< what of the document counts here, as of the last change
};

} // namespace longshore

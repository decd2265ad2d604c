// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagefilerow.h"

#include <QSet>
#include <memory>

namespace SQLite
{
class Database;
}

namespace longshore
{

/// The files of one image, layer by layer, as they were read once: a file that is never changed. Its queries are short
/// and indexed, those that could take long have a limit; errors of the disk give empty answers. One thread at a time.
class ImageIndex
{
public:
    struct Layer {
        QByteArray name; ///< in the archive
        qint64 size = 0; ///< bytes of the files it writes
        qint64 added = 0;
        qint64 changed = 0;
        qint64 removed = 0;
        bool operator==(const Layer &) const = default;
    };
    /// What copies that nobody sees cost, as dive counts it.
    struct Waste {
        qint64 files = 0;      ///< paths written more than once, or removed
        qint64 size = 0;       ///< bytes of all their copies
        double efficiency = 1; ///< 1: nothing is there twice
        bool operator==(const Waste &) const = default;
    };
    struct WastedFile {
        QByteArray path;
        int copies = 0; ///< a removal is one, too
        qint64 size = 0;
        bool operator==(const WastedFile &) const = default;
    };

    /// Errors: NotFound, BadInput for a file that is no such index or one of another version.
    static Result<std::shared_ptr<ImageIndex>> open(const QString &path);
    ~ImageIndex();

    QString path() const { return m_path; }
    const QList<Layer> &layers() const { return m_layers; }
    int topLayer() const { return int(m_layers.size()) - 1; }
    const QList<ImageStep> &steps() const { return m_steps; }
    /// What people call a layer: the number, from 1, of the step that made it; its own when the steps are not known.
    int numberOf(int layer) const;
    const Waste &waste() const { return m_waste; }
    /// The most expensive first.
    QList<WastedFile> wastedFiles(int most) const;

    /// What `folder` holds, by name, after the name `after`. At most `most` rows.
    QList<ImageFileRow> children(qint64 folder, FilesView view, int layer, const QByteArray &after, int most) const;
    /// One path in a view, nothing when it is not in it.
    std::optional<ImageFileRow> find(const QByteArray &path, FilesView view, int layer) const;
    /// Without a slash at its start.
    QByteArray pathOf(qint64 node) const;
    /// Bytes of all files up to and with `layer`.
    qint64 mergedSize(int layer) const;

    /// Paths that a name filter shows.
    struct Found {
        QSet<qint64> shown;   ///< what matches, and the folders above
        QSet<qint64> matched;
        bool isWhole = true;  ///< false: there are more
        bool operator==(const Found &) const = default;
    };
    /// Names that hold `text`, whatever case; with `*` or `?` whole names of that pattern; with a slash paths instead.
    /// Looks at all paths: on a worker, over an index of its own.
    Found search(const QString &text, FilesView view, int layer, const CancelToken &token, int most = 100'000) const;

private:
    explicit ImageIndex(const QString &path);
    void load();
    QList<ImageFileRow> rows(const char *sql, qint64 folder, int layer, const QByteArray &after, int most) const;

    QString m_path;
    std::unique_ptr<SQLite::Database> m_database;
    QList<Layer> m_layers;
    QList<ImageStep> m_steps;
    Waste m_waste;
};

} // namespace longshore

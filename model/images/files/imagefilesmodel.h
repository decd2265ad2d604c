// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"

#include <QAbstractItemModel>
#include <QTimer>
#include <deque>
#include <memory>
#include <vector>

namespace longshore
{

/// The files of an image as a tree that is read folder by folder, a page at a time. Names come as they are: show them as
/// plain text.
class ImageFilesModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ChangeColumn, SizeColumn, ModeColumn, OwnerColumn, LayerColumn, ColumnCount };
    enum Role {
        RowRole = Qt::UserRole, ///< ImageFileRow
        MarkRole,               ///< int, LayerMark
        FolderRole,             ///< bool
        NoteRole                ///< QString: what stands muted behind the name, "→ target"
    };
    /// Rows that the next event of the loop brings.
    static constexpr int page = 500;

    explicit ImageFilesModel(QObject *parent = nullptr);

    /// Shows this view of an index; null shows nothing.
    void setView(std::shared_ptr<const ImageIndex> index, FilesView view, int layer);
    /// Shows only what was found; nothing: all.
    void setFilter(const std::optional<ImageIndex::Found> &found);
    bool isFiltered() const { return m_found.has_value(); }
    /// Marks whose rows are not shown (dive's Ctrl+A, R, M, U).
    void setHidden(const QSet<LayerMark> &marks);
    FilesView view() const { return m_view; }
    int layer() const { return m_layer; }
    const std::shared_ptr<const ImageIndex> &index() const { return m_index; }
    /// Null for the root.
    const ImageFileRow *row(const QModelIndex &index) const;
    /// Reads what is needed to reach it; invalid when the view does not have it. A folder that shares its row with the only
    /// one in it is found by both names.
    QModelIndex find(const QByteArray &path);

    /// `drwxr-xr-x`
    static QString modeText(int mode);
    /// "added", "changed", "removed"; empty for the rest.
    static QString markText(LayerMark mark);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Nothing more is on its way.
    void settled();

private:
    struct Node {
        Node *parent = nullptr;
        int number = 0; ///< among its siblings
        ImageFileRow row;
        bool isWithin = false; ///< a folder above it matches the filter
        bool isWhole = false;  ///< all its children are here
        QByteArray last;       ///< name of the last one read
        std::vector<std::unique_ptr<Node>> children;
    };

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(Node *node) const;
    bool isShown(const Node &parent, const ImageFileRow &row) const;
    ImageFileRow joined(ImageFileRow row) const;
    void readPage(Node *node);
    void readNext();
    void restart();
    QString display(const ImageFileRow &row, Column column) const;

    std::shared_ptr<const ImageIndex> m_index;
    FilesView m_view = FilesView::Merged;
    int m_layer = 0;
    std::optional<ImageIndex::Found> m_found;
    QSet<LayerMark> m_hidden;
    std::unique_ptr<Node> m_root;
    std::deque<Node *> m_open; ///< folders of which more is to be read
    QTimer m_next;
};

inline size_t qHash(LayerMark mark, size_t seed = 0) { return ::qHash(int(mark), seed); }

} // namespace longshore

Q_DECLARE_METATYPE(longshore::ImageFileRow)

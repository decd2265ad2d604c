// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "model/images/imagefilter.h"
#include "model/images/imagegroups.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <memory>
#include <optional>
#include <vector>

namespace longshore
{

/// The images of one engine: repository → tags, and a last group for images without a name. It is fed, it never
/// fetches; a snapshot becomes row operations, so that selection, scroll position and expansion survive. Rows keep the
/// order in which they came: ImageSortFilter orders and filters.
class ImageTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    /// Unique and Component keep their place for the saved order of columns; they have no content yet.
    enum Column { Tag, Id, Created, Size, Unique, UsedBy, Component, RunsAs, ColumnCount };
    enum Kind { Repository, Untagged, Image };
    enum Mark { NoMark, Warning, Running };
    enum Role {
        SortRole = Qt::UserRole, ///< number, time or text; invalid for "unknown"
        KindRole,                ///< Kind
        MarkRole,                ///< Mark to draw before the text
        NoteRole,                ///< muted words after the text: "= latest"
        PrefixRole,              ///< of a repository: registry and account
        NameRole,                ///< of a repository: its name
        ReferenceRole,           ///< familiar reference; the id of an untagged image; empty on a repository
        ImageIdRole              ///< full id; empty on a repository
    };

    explicit ImageTreeModel(QObject *parent = nullptr);

    /// Everything the engine has now (`GET /images/json`).
    void applySnapshot(const QList<ImageSummary> &images);
    /// One image as inspected; ignored when the snapshot does not have it.
    void setDetails(const ImageId &image, const ImageDetails &details);
    /// All containers, stopped ones too (`GET /containers/json?all=1`).
    void setContainers(const QList<ContainerSummary> &containers);
    /// The time that ages count from; rows announce their new age.
    void setNow(const QDateTime &now);
    QDateTime now() const { return m_now; }

    struct Usage {
        int containers = 0;
        int running = 0;
        bool operator==(const Usage &) const = default;
    };
    struct Totals {
        int images = 0;
        int tags = 0;
        int rows = 0;    ///< tags, and images that have none
        qint64 size = 0; ///< bytes, as the engine tells them: layers count once per image that has them
        bool operator==(const Totals &) const = default;
    };

    /// Null when the snapshot does not have it. Valid until the next change of the model.
    const ImageSummary *summary(const ImageId &image) const;
    /// Null until inspected.
    const ImageDetails *details(const ImageId &image) const;
    Usage usage(const ImageId &image) const { return m_usage.value(image); }
    Totals totals() const { return m_totals; }
    QList<ImageId> imagesWithoutDetails() const;

    /// "3 tags", "1 image".
    static QString tagCountText(int count);
    static QString imageCountText(int count);

    Kind kind(const QModelIndex &index) const;
    /// The row of a tag or untagged image; null on a group.
    const ImageTag *tag(const QModelIndex &index) const;
    /// The group at `index`, or the one that holds it.
    const ImageGroup *group(const QModelIndex &index) const;
    ImageFilterSubject subject(const ImageTag &tag) const;
    /// The first row with this familiar or full reference or image id; invalid when there is none.
    QModelIndex find(const QString &text) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        ImageGroup group;
        int row = 0;
    };
    struct Known {
        ImageSummary summary;
        std::optional<ImageDetails> details;
    };

    QSet<ImageId> take(const QList<ImageSummary> &images);
    void applyGroups(const QList<ImageGroup> &fresh, const QSet<ImageId> &changed);
    void applyTags(Node &node, const ImageGroup &fresh, const QSet<ImageId> &changed);
    void renumber(size_t from);
    Node *nodeOf(const QModelIndex &child) const { return static_cast<Node *>(child.internalPointer()); }
    void announce(const QSet<ImageId> &images, Column first, Column last);
    Usage usageOf(const ImageGroup &group) const;

    QVariant groupData(const ImageGroup &group, int column, int role) const;
    QVariant tagData(const ImageTag &tag, int column, int role) const;
    QString groupText(const ImageGroup &group, int column) const;
    QString tagText(const ImageTag &tag, int column) const;
    QVariant tagSortKey(const ImageTag &tag, int column) const;
    QVariant groupSortKey(const ImageGroup &group, int column) const;
    QString tagFullText(const ImageTag &tag, int column) const;

    std::vector<std::unique_ptr<Node>> m_nodes;
    QHash<ImageId, Known> m_images;
    QHash<ImageId, Usage> m_usage;
    Totals m_totals;
    QDateTime m_now;
};

/// An argv as one line, quoted like a shell where that is needed; control characters become visible signs.
QString argvText(const QStringList &argv);

} // namespace longshore

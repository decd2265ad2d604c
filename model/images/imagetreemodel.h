// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/diskusage.h"
#include "model/images/componentfact.h"
#include "model/images/imagefilter.h"
#include "model/images/imagefiltercompletion.h"
#include "model/images/imagegroups.h"
#include "model/images/layeraccount.h"
#include "model/images/leavingimages.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <memory>
#include <optional>
#include <vector>

namespace longshore
{

/// The images of one engine: repository → tags, and a last group for images without a name; or another arrangement of
/// the same. It is fed, it never fetches; a snapshot becomes row operations, so that selection, scroll position and
/// expansion survive. Rows keep the order in which they came: ImageSortFilter orders and filters.
class ImageTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Tag, Id, Created, Size, Unique, UsedBy, Component, RunsAs, ColumnCount };
    enum Kind { Repository, Untagged, Image };
    enum Mark { NoMark, Warning, Running, Good, Note };
    enum Role {
        KindRole = Qt::UserRole, ///< Kind
        MarkRole,                ///< Mark to draw before the text
        NoteRole,                ///< muted words after the text: "= latest"
        ChipsRole,               ///< QStringList: the tags of a row that is an image
        BadgeRole,               ///< of a repository: a newer tag that its registry has
        PrefixRole,              ///< of a repository: registry and account
        NameRole,                ///< of a repository: its name
        ReferenceRole,           ///< familiar reference; the id of an untagged image; empty on a repository
        ImageIdRole,             ///< full id; empty on a repository
        LeavingRole,             ///< bool: it is being removed
        NoTagRole                ///< bool: of the row of an image that no tag points at
    };

    explicit ImageTreeModel(QObject *parent = nullptr);

    /// Everything the engine has now (`GET /images/json`).
    void applySnapshot(const QList<ImageSummary> &images);
    /// One image as inspected; ignored when the snapshot does not have it.
    void setDetails(const ImageId &image, const ImageDetails &details);
    /// All containers, stopped ones too (`GET /containers/json?all=1`).
    void setContainers(const QList<ContainerSummary> &containers);
    /// What the history of an inspected image tells of the sizes of its layers.
    void setHistory(const ImageId &image, const QList<ImageHistoryEntry> &history);
    /// What the engine says of sizes (`GET /system/df`); counts where layers cannot be counted.
    void setDiskUsage(const DiskUsage &usage);
    /// What images without a name were called, `longshore/demo:1.0.0`.
    void setFormerNames(const QHash<ImageId, QString> &names);
    /// What is being removed, whose rows say so.
    void setLeaving(const LeavingImages &leaving);
    /// For repositories (familiar or full name) of which a registry has a newer tag than is here: that tag.
    void setNewerTags(const QHash<QString, QString> &tags);
    /// The time that ages count from; rows announce their new age.
    void setNow(const QDateTime &now);
    QDateTime now() const { return m_now; }

    /// Lays the rows out in another way.
    void setArrangement(const ImageArrangement &arrangement);
    ImageArrangement arrangement() const { return m_arrangement; }

    struct Usage {
        int containers = 0;
        int running = 0;
        bool operator==(const Usage &) const = default;
    };
    /// Bytes, -1 not known. Every layer once.
    struct OnDisk {
        qint64 total = -1;
        qint64 reclaimable = -1; ///< what removing all images that no container uses would free
        bool byEngine = false;   ///< `total` is what the engine says, which knows more layers than those of its images
        int unknown = 0;         ///< images with layers that are not counted yet
        bool operator==(const OnDisk &) const = default;
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
    /// Of all containers, also of those whose image is not in the list.
    Usage allUsage() const;
    Totals totals() const { return m_totals; }
    QList<ImageId> imagesWithoutDetails() const;
    OnDisk onDisk() const;
    ImageShare share(const ImageId &image) const;
    const LayerAccount &layers() const { return m_layers; }
    /// What these images take together, and what goes when they are removed.
    LayerSum together(const QSet<ImageId> &images) const { return m_layers.together(images); }
    /// It was inspected, and only its history tells the sizes of some of its layers.
    bool wantsHistory(const ImageId &image) const;
    ComponentFact component(const ImageId &image) const;
    /// What the record in its label says; null without a valid one. Valid until the next change of the model.
    const ComponentRecord *componentRecord(const ImageId &image) const;
    /// These images have a schema among their files, at this path; whoever read the files once knows it.
    void setSchemaFiles(const QHash<ImageId, QString> &paths);
    /// Empty when none is known.
    QString schemaFile(const ImageId &image) const { return m_schemaFiles.value(image); }
    /// Names of the containers that use it.
    QStringList usedBy(const ImageId &image) const { return m_usedBy.value(image); }

    /// <0, 0 or >0 by what a column says of two rows or two groups; what is not known comes first.
    int compare(const ImageTag &left, const ImageTag &right, int column) const;
    int compare(const ImageGroup &left, const ImageGroup &right, int column) const;

    /// What a filter can ask for here.
    ImageFilterValues filterValues() const;

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
    QString formerName(const ImageId &image) const { return m_formerNames.value(image); }
    /// The newer tag that a registry has of this repository; empty when none is known.
    QString newerTag(const ImageGroup &group) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void onDiskChanged();
    /// The tag of this row points at another image than before.
    void tagMoved(const QModelIndex &row);

private:
    struct Node {
        ImageGroup group;
        int row = 0;
    };
    struct Known {
        ImageSummary summary;
        std::optional<ImageDetails> details;
        mutable std::optional<ComponentFact> component; ///< read when it is first shown
        mutable std::optional<std::optional<ComponentRecord>> record; ///< likewise
        bool historyRead = false;
        qint64 engineShared = -1; ///< bytes that the engine says it shares
    };

    QSet<ImageId> take(const QList<ImageSummary> &images);
    void regroup(const QSet<ImageId> &changed);
    void sizesChanged(const QSet<ImageId> &images);
    void applyGroups(const QList<ImageGroup> &fresh, const QSet<ImageId> &changed);
    void applyTags(Node &node, const ImageGroup &fresh, const QSet<ImageId> &changed);
    void renumber(size_t from);
    Node *nodeOf(const QModelIndex &child) const { return static_cast<Node *>(child.internalPointer()); }
    void announce(const QSet<ImageId> &images, Column first, Column last);
    Usage usageOf(const ImageGroup &group) const;
    const LayerSum &sumOf(const ImageGroup &group) const;

    QVariant groupData(const ImageGroup &group, int column, int role) const;
    QVariant tagData(const ImageTag &tag, int column, int role) const;
    QString groupText(const ImageGroup &group, int column) const;
    QString tagText(const ImageTag &tag, int column) const;
    qint64 numberOf(const ImageTag &tag, int column) const;
    qint64 numberOf(const ImageGroup &group, int column) const;
    QString groupTip(const ImageGroup &group, int column) const;
    QString tagTip(const ImageTag &tag, int column) const;
    QString nameText(const ImageTag &tag) const;
    bool isLeaving(const ImageTag &tag) const;
    QString namelessText(const ImageTag &tag) const;
    QString noteText(const ImageTag &tag) const;
    QString runsAsText(const ImageId &image, bool isWhole) const;
    QString sizeTip(const ImageTag &tag) const;
    QString uniqueTip(const ImageTag &tag) const;
    QString componentTip(const ImageTag &tag) const;
    Mark markOf(const ImageTag &tag, int column) const;

    ImageArrangement m_arrangement;
    QList<ImageSummary> m_list; ///< as it came last
    std::vector<std::unique_ptr<Node>> m_nodes;
    QHash<ImageId, QList<Node *>> m_nodesOf; ///< where its rows are; empty = to be made anew
    QHash<ImageId, Known> m_images;
    QHash<ImageId, Usage> m_usage;
    QHash<ImageId, QStringList> m_usedBy;
    QHash<ImageId, QString> m_formerNames;
    LeavingImages m_leaving;
    QHash<QString, QString> m_newerTags;
    QHash<ImageId, QString> m_schemaFiles;
    LayerAccount m_layers;
    mutable QHash<QString, LayerSum> m_groupSums; ///< by group key; emptied whenever a size or a row changes
    mutable std::optional<OnDisk> m_onDisk;       ///< emptied likewise
    qint64 m_engineTotal = -1;
    Totals m_totals;
    QDateTime m_now;
};

/// An argv as one line, quoted like a shell where that is needed; control characters become visible signs.
QString argvText(const QStringList &argv);

} // namespace longshore

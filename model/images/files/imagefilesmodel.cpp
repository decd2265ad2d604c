// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagefilesmodel.h"

#include "model/format.h"

#include <QDateTime>
#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageFilesModel::ImageFilesModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
    m_root->isWhole = true;
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ImageFilesModel::readNext);
}

void ImageFilesModel::setView(std::shared_ptr<const ImageIndex> index, FilesView view, int layer)
{
    m_index = std::move(index);
    m_view = view;
    m_layer = layer;
    restart();
}

void ImageFilesModel::setFilter(const std::optional<ImageIndex::Found> &found)
{
    m_found = found;
    restart();
}

void ImageFilesModel::setHidden(const QSet<LayerMark> &marks)
{
    m_hidden = marks;
    restart();
}

/// A view of another kind has no row in common with the one before.
void ImageFilesModel::restart()
{
    beginResetModel();
    m_next.stop();
    m_open.clear();
    m_root = std::make_unique<Node>();
    m_root->row.kind = LayerEntry::Kind::Folder;
    m_root->isWhole = !m_index || m_index->layers().isEmpty();
    endResetModel();
}

ImageFilesModel::Node *ImageFilesModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ImageFilesModel::indexOf(Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->number, 0, node);
}

const ImageFileRow *ImageFilesModel::row(const QModelIndex &index) const
{
    return index.isValid() ? &nodeOf(index)->row : nullptr;
}

bool ImageFilesModel::isShown(const Node &parent, const ImageFileRow &row) const
{
    // Within a folder that is new, gone or as it was, all is; one whose mode changed may hold anything.
    if (m_hidden.contains(row.mark) && !(row.isFolder() && row.mark == LayerMark::Changed))
        return false;
    return !m_found || parent.isWithin || m_found->shown.contains(row.node);
}

/// `lib/python3.12` in one row, when there is nothing else in `lib` and the layer did the same to both.
ImageFileRow ImageFilesModel::joined(ImageFileRow row) const
{
    if (m_found || !m_hidden.isEmpty())
        return row; // a part of what is there
    while (row.isFolder()) {
        const QList<ImageFileRow> inside = m_index->children(row.node, m_view, m_layer, {}, 2);
        if (inside.size() != 1 || !inside.first().isFolder() || inside.first().mark != row.mark)
            break;
        const QByteArray name = row.name + '/' + inside.first().name;
        row = inside.first();
        row.name = name;
    }
    return row;
}

void ImageFilesModel::readPage(Node *node)
{
    const QList<ImageFileRow> rows = m_index->children(node->row.node, m_view, m_layer, node->last, page);
    std::vector<std::unique_ptr<Node>> fresh;
    for (const ImageFileRow &row : rows) {
        if (!isShown(*node, row))
            continue;
        auto child = std::make_unique<Node>();
        child->parent = node;
        child->number = int(node->children.size() + fresh.size());
        child->row = joined(row);
        child->isWithin = node->isWithin || (m_found && m_found->matched.contains(row.node));
        child->isWhole = !row.isFolder();
        fresh.push_back(std::move(child));
    }
    if (!rows.isEmpty())
        node->last = rows.last().name;
    node->isWhole = rows.size() < page;
    if (fresh.empty())
        return;
    beginInsertRows(indexOf(node), int(node->children.size()), int(node->children.size() + fresh.size()) - 1);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(node->children));
    endInsertRows();
}

bool ImageFilesModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return !node->isWhole && std::find(m_open.begin(), m_open.end(), node) == m_open.end();
}

/// The first page at once, so that a folder opens with something in it; the others one by one.
void ImageFilesModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *node = nodeOf(parent);
    readPage(node);
    if (!node->isWhole)
        m_open.push_back(node);
    m_next.start(0);
}

void ImageFilesModel::readNext()
{
    if (m_open.empty()) {
        Q_EMIT settled();
        return;
    }
    Node *node = m_open.front();
    m_open.pop_front();
    readPage(node);
    if (!node->isWhole)
        m_open.push_front(node);
    m_next.start(0);
}

QModelIndex ImageFilesModel::find(const QByteArray &path)
{
    if (!m_index)
        return {};
    Node *node = m_root.get();
    for (QByteArray rest = path; !rest.isEmpty();) {
        const auto leadsThere = [&rest](const auto &child) {
            return (rest + '/').startsWith(child->row.name + '/') || child->row.name.startsWith(rest + '/');
        };
        auto child = std::find_if(node->children.begin(), node->children.end(), leadsThere);
        while (child == node->children.end() && !node->isWhole) {
            readPage(node);
            child = std::find_if(node->children.begin(), node->children.end(), leadsThere);
        }
        if (child == node->children.end())
            return {};
        node = child->get();
        rest = rest.mid(node->row.name.size() + 1);
    }
    return indexOf(node);
}

QModelIndex ImageFilesModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || row >= int(node->children.size()) || parent.column() > 0)
        return {};
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex ImageFilesModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int ImageFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int ImageFilesModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ImageFilesModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return parent.column() <= 0 && (!node->isWhole || !node->children.empty());
}

QString ImageFilesModel::modeText(int mode)
{
    QString text = S_ISDIR(mode) ? u"d"_s : S_ISLNK(mode) ? u"l"_s : S_ISCHR(mode) ? u"c"_s : S_ISBLK(mode) ? u"b"_s : S_ISFIFO(mode) ? u"p"_s
                 : S_ISSOCK(mode) ? u"s"_s : u"-"_s;
    for (int bit = 8; bit >= 0; --bit)
        text += mode & (1 << bit) ? u"rwx"_s[2 - bit % 3] : u'-';
    const auto special = [&](int flag, int at, QChar mark) {
        if (mode & flag)
            text[at] = text[at] == u'x' ? mark : mark.toUpper();
    };
    special(S_ISUID, 3, u's');
    special(S_ISGID, 6, u's');
    special(S_ISVTX, 9, u't');
    return text;
}

QString ImageFilesModel::markText(LayerMark mark)
{
    switch (mark) {
    case LayerMark::Added: return tr("added");
    case LayerMark::Changed:
    case LayerMark::Inside: return tr("changed");
    case LayerMark::Removed: return tr("removed");
    case LayerMark::Same: break;
    }
    return {};
}

QString ImageFilesModel::display(const ImageFileRow &row, Column column) const
{
    constexpr std::array<QChar, 5> signs{u' ', u'+', u'~', u'−', u'~'};
    switch (column) {
    case NameColumn: return QString::fromUtf8(row.name);
    case ChangeColumn: return row.mark == LayerMark::Same ? QString() : QString(signs[size_t(row.mark)]) + u' ' + markText(row.mark);
    case SizeColumn: return row.kind == LayerEntry::Kind::File || row.isFolder() ? format::bytes(row.size) : format::none();
    case ModeColumn: return modeText(row.mode);
    case OwnerColumn: return u"%1:%2"_s.arg(row.uid).arg(row.gid);
    case LayerColumn: return QString::number(m_index->numberOf(row.layer));
    case ColumnCount: break;
    }
    return {};
}

QVariant ImageFilesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ImageFileRow &row = nodeOf(index)->row;
    switch (role) {
    case Qt::DisplayRole: return display(row, Column(index.column()));
    case Qt::TextAlignmentRole:
        return int(index.column() == SizeColumn || index.column() == LayerColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? QVariant(tr("/%1, written %2").arg(QString::fromUtf8(m_index->pathOf(row.node)), format::dateTime(QDateTime::fromSecsSinceEpoch(row.mtime))))
                                            : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == NameColumn ? QVariant(QStringList{display(row, NameColumn), markText(row.mark)}.join(u' ').trimmed()) : QVariant();
    case RowRole: return QVariant::fromValue(row);
    case MarkRole: return int(row.mark);
    case FolderRole: return row.isFolder();
    case NoteRole: return row.link.isEmpty() ? QString() : u"→ "_s + QString::fromUtf8(row.link);
    default: return {};
    }
}

QVariant ImageFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section == SizeColumn || section == LayerColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NameColumn: return tr("Name");
    case ChangeColumn: return tr("Change");
    case SizeColumn: return tr("Size");
    case ModeColumn: return tr("Mode");
    case OwnerColumn: return tr("Owner");
    case LayerColumn: return tr("Layer");
    case ColumnCount: break;
    }
    return {};
}

} // namespace longshore

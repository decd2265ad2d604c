// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagefilesdiff.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// The rows of a folder, one by one, in the order of their names.
class Folder
{
public:
    /// `node` -1: there is no such folder.
    Folder(const ImageIndex &index, qint64 node) : m_index(index), m_node(node) { next(); }

    const ImageFileRow *row() const { return m_at < m_rows.size() ? &m_rows[m_at] : nullptr; }
    void next()
    {
        constexpr int page = 500;
        if (++m_at < m_rows.size() || m_node < 0)
            return;
        m_rows = m_index.children(m_node, FilesView::Merged, m_index.topLayer(), m_after, page);
        m_after = m_rows.isEmpty() ? QByteArray() : m_rows.last().name;
        m_at = 0;
        if (m_rows.isEmpty())
            m_node = -1;
    }

private:
    const ImageIndex &m_index;
    qint64 m_node;
    QList<ImageFileRow> m_rows;
    qsizetype m_at = -1;
    QByteArray m_after;
};

class Comparison
{
public:
    Comparison(const ImageIndex &older, const ImageIndex &newer, const CancelToken &token, qsizetype most) : m_older(older), m_newer(newer), m_token(token), m_most(most) {}

    void compare(qint64 older, qint64 newer, const QByteArray &prefix)
    {
        Folder left(m_older, older), right(m_newer, newer);
        while ((left.row() || right.row()) && !m_token.isCancelled()) {
            const int order = !left.row() ? 1 : !right.row() ? -1 : left.row()->name.compare(right.row()->name);
            const ImageFileRow *was = order <= 0 ? left.row() : nullptr;
            const ImageFileRow *is = order >= 0 ? right.row() : nullptr;
            take(was, is, prefix + (was ? was : is)->name);
            if (was)
                left.next();
            if (is)
                right.next();
        }
    }
    FileChanges changes;

private:
    static qint64 folderOf(const ImageFileRow *row) { return row && row->isFolder() ? row->node : -1; }
    static bool isAlike(const ImageFileRow &a, const ImageFileRow &b)
    {
        return a.kind == b.kind && a.size == b.size && a.sum == b.sum && a.mode == b.mode && a.uid == b.uid && a.gid == b.gid && a.link == b.link;
    }
    void take(const ImageFileRow *was, const ImageFileRow *is, const QByteArray &path)
    {
        const bool wasFile = was && !was->isFolder(), isFile = is && !is->isFolder();
        changes.filesBefore += wasFile;
        changes.filesAfter += isFile;
        if ((wasFile || isFile) && !(wasFile && isFile && isAlike(*was, *is)))
            tell({u'/' + QString::fromUtf8(path), wasFile ? was->size : -1, isFile ? is->size : -1});
        if (folderOf(was) >= 0 || folderOf(is) >= 0)
            compare(folderOf(was), folderOf(is), path + '/');
    }
    void tell(const ChangedFile &file)
    {
        ++(file.before < 0 ? changes.added : file.after < 0 ? changes.removed : changes.changed);
        if (changes.files.size() < m_most)
            changes.files.append(file);
    }

    const ImageIndex &m_older;
    const ImageIndex &m_newer;
    const CancelToken &m_token;
    qsizetype m_most;
};

} // namespace

Result<FileChanges> compareFiles(const ImageIndex &older, const ImageIndex &newer, const CancelToken &token, qsizetype most)
{
    Comparison comparison(older, newer, token, most);
    comparison.compare(rootNode, rootNode, {});
    if (token.isCancelled())
        return fail(Error::cancelled(u"compare the files of two images"_s));
    return comparison.changes;
}

} // namespace longshore

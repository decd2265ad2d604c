// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagegroups.h"

#include "model/images/reference.h"

#include <QHash>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// How the rows of one repository are written, worked out once per spelling: 3,000 tags have 300 repositories.
struct Spelling {
    int group = -1;
    QString familiar;
    QString full;
};

/// Familiar and full name of a repository; what the grammar refuses stays as the engine wrote it.
Spelling spell(const QString &repository)
{
    if (const Result<Reference> parsed = Reference::parse(repository); parsed && parsed->tagDefaulted)
        return {-1, parsed->familiarRepository(), parsed->fullRepository()};
    return {-1, repository, repository};
}

/// `latest` says most; else the longest tag, since `1.7.2` says more than `1`.
bool saysMore(const QString &left, const QString &right)
{
    if (left == u"latest" || right == u"latest")
        return left == u"latest" && right != u"latest";
    return left.size() != right.size() ? left.size() > right.size() : naturalCompare(left, right) > 0;
}

void noteSameImages(ImageGroup &group)
{
    QHash<ImageId, QList<int>> rows;
    for (int row = 0; row < group.tags.size(); ++row) {
        if (!group.tags[row].tag.isEmpty())
            rows[group.tags[row].image].append(row);
    }
    for (const QList<int> &same : std::as_const(rows)) {
        QString best;
        QString second; // what the best one itself is the same as
        for (const int row : same) {
            const QString &tag = group.tags[row].tag;
            if (best.isEmpty() || saysMore(tag, best))
                second = std::exchange(best, tag);
            else if (second.isEmpty() || saysMore(tag, second))
                second = tag;
        }
        for (const int row : same)
            group.tags[row].sameAs = group.tags[row].tag == best ? second : best;
    }
}

class Grouping
{
public:
    void add(const ImageSummary &image)
    {
        for (const QString &text : image.repoTags) {
            const qsizetype colon = text.lastIndexOf(u':');
            const bool tagged = colon > text.lastIndexOf(u'/');
            addNamed(tagged ? text.left(colon) : text, tagged ? text.mid(colon + 1) : QString(),
                     tagged ? u":"_s : QString(), image);
        }
        if (!image.repoTags.isEmpty())
            return;
        for (const QString &text : image.repoDigests) {
            const qsizetype at = text.indexOf(u'@');
            addNamed(text.left(at), {}, at < 0 ? QString() : text.mid(at), image);
            return; // a row per image, whatever many digests its registries know it by
        }
        if (m_dangling < 0) {
            m_dangling = int(m_groups.size());
            m_groups.emplaceBack();
            m_groups.back().isDangling = true;
        }
        append(m_dangling, {image.id.value, {}, {}, {}, {}, image.id}, image);
    }

    QList<ImageGroup> take()
    {
        for (ImageGroup &group : m_groups)
            noteSameImages(group);
        std::sort(m_groups.begin(), m_groups.end(), [](const ImageGroup &left, const ImageGroup &right) {
            if (left.isDangling != right.isDangling)
                return right.isDangling;
            return QString::compare(left.prefix + left.name, right.prefix + right.name) < 0;
        });
        return std::move(m_groups);
    }

private:
    void addNamed(const QString &repository, const QString &tag, const QString &suffix, const ImageSummary &image)
    {
        const Spelling spelling = spellingOf(repository);
        const QString end = suffix + tag;
        const QString full = spelling.full + end;
        append(spelling.group, {full, tag, spelling.familiar + end, full, {}, image.id}, image);
    }

    Spelling spellingOf(const QString &repository)
    {
        Spelling &spelling = m_spellings[repository];
        if (spelling.group >= 0)
            return spelling;
        spelling = spell(repository);
        const auto place = m_places.constFind(spelling.full);
        spelling.group = place == m_places.constEnd() ? int(m_groups.size()) : *place;
        if (place == m_places.constEnd()) {
            const qsizetype slash = spelling.familiar.lastIndexOf(u'/');
            ImageGroup group;
            group.key = u'/' + spelling.full; // so that no name, however odd, is the key of the nameless group
            group.prefix = spelling.familiar.left(slash + 1);
            group.name = spelling.familiar.mid(slash + 1);
            m_places.insert(spelling.full, spelling.group);
            m_groups.append(group);
        }
        return spelling;
    }

    void append(int place, const ImageTag &row, const ImageSummary &image)
    {
        ImageGroup &group = m_groups[place];
        group.tagCount += row.tag.isEmpty() ? 0 : 1;
        if (image.created.isValid() && (!group.newest.isValid() || image.created > group.newest))
            group.newest = image.created;
        // Images come one after the other, so an image counted in this group before is the one of its last row.
        if (group.tags.isEmpty() || group.tags.back().image != image.id)
            group.size += qMax<qint64>(0, image.size);
        group.tags.append(row);
    }

    QList<ImageGroup> m_groups;
    QHash<QString, Spelling> m_spellings;
    QHash<QString, int> m_places;
    int m_dangling = -1;
};

} // namespace

QList<ImageGroup> groupImages(const QList<ImageSummary> &images)
{
    Grouping grouping;
    for (const ImageSummary &image : images)
        grouping.add(image);
    return grouping.take();
}

int naturalCompare(QStringView left, QStringView right)
{
    const auto digits = [](QStringView text, qsizetype from) {
        qsizetype end = from;
        while (end < text.size() && text[end] >= u'0' && text[end] <= u'9')
            ++end;
        while (from + 1 < end && text[from] == u'0')
            ++from;
        return text.mid(from, end - from);
    };
    qsizetype l = 0;
    qsizetype r = 0;
    while (l < left.size() && r < right.size()) {
        const QStringView leftRun = digits(left, l);
        const QStringView rightRun = digits(right, r);
        if (!leftRun.isEmpty() && !rightRun.isEmpty()) {
            if (leftRun.size() != rightRun.size())
                return leftRun.size() < rightRun.size() ? -1 : 1;
            if (const int order = leftRun.compare(rightRun))
                return order;
            l = leftRun.end() - left.begin();
            r = rightRun.end() - right.begin();
            continue;
        }
        if (left[l] != right[r])
            return left[l] < right[r] ? -1 : 1;
        ++l;
        ++r;
    }
    return (l < left.size()) - (r < right.size());
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagegroups.h"

#include "model/component/definition.h"
#include "model/images/naturalcompare.h"
#include "model/images/reference.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringBuilder>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ImageGroups", text);
}

/// How the rows of one repository are written, worked out once per spelling: 3,000 tags have 300 repositories.
struct Spelling {
    QString familiar; ///< empty = not worked out yet
    QString full;
    int group = -1; ///< where groups go by the name: of all its rows
};

/// Familiar and full name of a repository; what the grammar refuses stays as the engine wrote it.
Spelling spell(const QString &repository)
{
    if (const Result<Reference> parsed = Reference::parse(repository); parsed && parsed->tagDefaulted)
        return {parsed->familiarRepository(), parsed->fullRepository(), -1};
    return {repository, repository, -1};
}

/// Which group something belongs to.
struct Place {
    QString key;
    QString prefix = {};
    QString name = {};
    int order = 0;
};

Place byAge(const QDateTime &created, const QDateTime &now)
{
    static constexpr qint64 day = 86400;
    const qint64 seconds = created.secsTo(now);
    if (!created.isValid())
        return {u"age/unknown"_s, {}, tr("Of unknown age"), 5};
    if (seconds < day)
        return {u"age/day"_s, {}, tr("Last 24 hours"), 0};
    if (seconds < 7 * day)
        return {u"age/week"_s, {}, tr("Last 7 days"), 1};
    if (seconds < 30 * day)
        return {u"age/month"_s, {}, tr("Last 30 days"), 2};
    return seconds < 365 * day ? Place{u"age/year"_s, {}, tr("Last 12 months"), 3}
                               : Place{u"age/older"_s, {}, tr("Older than a year"), 4};
}

Place byUsage(const ImageId &image, const QHash<ImageId, int> &running)
{
    const auto used = running.constFind(image);
    if (used == running.constEnd())
        return {u"use/unused"_s, {}, tr("Unused"), 2};
    return *used > 0 ? Place{u"use/running"_s, {}, tr("Running now"), 0}
                     : Place{u"use/stopped"_s, {}, tr("Used by stopped containers"), 1};
}

/// `latest` says most; else the longest tag, since `1.7.2` says more than `1`.
bool saysMore(const QString &left, const QString &right)
{
    if (left == u"latest" || right == u"latest")
        return left == u"latest" && right != u"latest";
    return left.size() != right.size() ? left.size() > right.size() : naturalCompare(left, right) > 0;
}

/// The group of images without a name; no name is the key of another.
const Place nameless{QString()};

class Grouping
{
public:
    Grouping(const ImageArrangement &arrangement, const ImageGroupFacts &facts)
        : m_arrangement(arrangement)
        , m_facts(facts)
    {
    }

    void add(const ImageSummary &image)
    {
        for (const QString &text : image.repoTags) {
            const qsizetype colon = text.lastIndexOf(u':');
            const bool tagged = colon > text.lastIndexOf(u'/');
            const QStringView whole = text;
            addNamed(tagged ? whole.left(colon) : whole, tagged ? whole.mid(colon) : QStringView(), tagged ? 1 : 0, image);
        }
        if (!image.repoTags.isEmpty())
            return;
        for (const QString &text : image.repoDigests) {
            const qsizetype at = text.indexOf(u'@');
            const QStringView whole = text;
            addNamed(at < 0 ? whole : whole.left(at), at < 0 ? QStringView() : whole.mid(at), -1, image);
            return; // a row per image, whatever many digests its registries know it by
        }
        append(groupAt(placeOf(nullptr, image)), {image.id.value, {}, {}, {}, {}, image.id}, image);
    }

    QList<ImageGroup> take()
    {
        for (ImageGroup &group : m_groups) {
            if (m_arrangement.rowPerImage)
                gatherImages(group);
            else
                noteSameImages(group);
        }
        std::sort(m_groups.begin(), m_groups.end(), [](const ImageGroup &left, const ImageGroup &right) {
            if (left.isDangling != right.isDangling)
                return right.isDangling;
            if (left.order != right.order)
                return left.order < right.order;
            return compareTitles(left, right) < 0;
        });
        return std::move(m_groups);
    }

private:
    /// `end` is what stands behind the repository, `tagAt` where in it the tag begins; -1 = it is no tag.
    void addNamed(QStringView repository, QStringView end, qsizetype tagAt, const ImageSummary &image)
    {
        Spelling &spelling = spellingOf(repository);
        int group = spelling.group;
        if (group < 0)
            group = groupAt(placeOf(&spelling, image));
        if (goesByName())
            spelling.group = group;
        const QString full = spelling.full % end;
        append(group, {full, tagAt < 0 ? QString() : end.mid(tagAt).toString(), spelling.familiar % end, full, {}, image.id}, image);
    }

    /// Most names stand behind another one of the same repository.
    Spelling &spellingOf(QStringView repository)
    {
        if (m_last && repository == m_lastRepository)
            return *m_last;
        m_lastRepository = repository.toString();
        m_last = &m_spellings[m_lastRepository];
        if (m_last->familiar.isEmpty())
            *m_last = spell(m_lastRepository);
        return *m_last;
    }

    bool goesByName() const
    {
        return m_arrangement.grouping == ImageGrouping::Repository || m_arrangement.grouping == ImageGrouping::Registry
               || m_arrangement.grouping == ImageGrouping::Account;
    }

    /// `spelling` is null for an image without a name.
    Place placeOf(const Spelling *spelling, const ImageSummary &image) const
    {
        switch (m_arrangement.grouping) {
        case ImageGrouping::Repository: return spelling ? byRepository(*spelling) : nameless;
        case ImageGrouping::Registry: return spelling ? byRegistry(*spelling) : nameless;
        case ImageGrouping::Account: return spelling ? byAccount(*spelling) : nameless;
        case ImageGrouping::Age: return byAge(image.created, m_facts.now);
        case ImageGrouping::Usage: return byUsage(image.id, m_facts.running);
        case ImageGrouping::Component:
            return hasComponentLabel(image) || m_facts.schemaFiles.contains(image.id)
                       ? Place{u"component/yes"_s, {}, tr("Components"), 0}
                       : Place{u"component/no"_s, {}, tr("Without a component record"), 1};
        case ImageGrouping::None: break;
        }
        return {u"all"_s, {}, tr("All images"), 0};
    }

    static Place byRepository(const Spelling &spelling)
    {
        const qsizetype slash = spelling.familiar.lastIndexOf(u'/');
        return {u'/' + spelling.full, spelling.familiar.left(slash + 1), spelling.familiar.mid(slash + 1)};
    }
    static Place byRegistry(const Spelling &spelling)
    {
        const QString registry = spelling.full.section(u'/', 0, 0);
        return {u"registry/"_s + registry, {}, registry};
    }
    static Place byAccount(const Spelling &spelling)
    {
        const QString account = spelling.full.left(qMax<qsizetype>(0, spelling.full.lastIndexOf(u'/')));
        const qsizetype slash = account.lastIndexOf(u'/');
        return {u"account/"_s + account, account.left(slash + 1), account.mid(slash + 1)};
    }

    int groupAt(const Place &place)
    {
        const auto known = m_places.constFind(place.key);
        if (known != m_places.constEnd())
            return *known;
        ImageGroup group;
        group.key = place.key;
        group.prefix = place.prefix;
        group.name = place.name;
        group.order = place.order;
        group.isDangling = place.key.isEmpty();
        m_places.insert(place.key, int(m_groups.size()));
        m_groups.append(group);
        return int(m_groups.size()) - 1;
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

    /// What tells a row of this group from its neighbours.
    const QString &shortName(const ImageTag &row) const
    {
        return m_arrangement.grouping == ImageGrouping::Repository ? row.tag : row.reference;
    }

    /// The rows of an image follow each other, since images come one after the other.
    void noteSameImages(ImageGroup &group) const
    {
        const QList<ImageTag> &rows = group.tags;
        for (qsizetype from = 0, to = 0; from < rows.size(); from = to) {
            while (to < rows.size() && rows[to].image == rows[from].image)
                ++to;
            if (to - from > 1)
                noteSame(group.tags, from, to);
        }
    }

    void noteSame(QList<ImageTag> &rows, qsizetype from, qsizetype to) const
    {
        QString best;
        QString second; // what the best one itself is the same as
        for (qsizetype row = from; row < to; ++row) {
            const QString &name = shortName(rows[row]);
            if (best.isEmpty() || saysMore(name, best))
                second = std::exchange(best, name);
            else if (second.isEmpty() || saysMore(name, second))
                second = name;
        }
        for (qsizetype row = from; row < to; ++row)
            rows[row].sameAs = shortName(rows[row]) == best ? second : best;
    }

    /// Makes one row of all rows of an image; it goes by the first of its tags.
    void gatherImages(ImageGroup &group) const
    {
        const auto before = [](const ImageTag &left, const ImageTag &right) {
            if ((left.tag == u"latest") != (right.tag == u"latest"))
                return left.tag == u"latest";
            return naturalCompare(left.reference, right.reference) > 0;
        };
        QList<ImageTag> images;
        for (qsizetype from = 0, to = 0; from < group.tags.size(); from = to) {
            while (to < group.tags.size() && group.tags[to].image == group.tags[from].image)
                ++to;
            std::sort(group.tags.begin() + from, group.tags.begin() + to, before);
            ImageTag image = group.tags[from];
            image.key = image.image.value;
            for (qsizetype i = from; i < to && !image.tag.isEmpty(); ++i)
                image.chips.append({shortName(group.tags[i]), group.tags[i].reference});
            images.append(image);
        }
        group.tags = images;
    }

    const ImageArrangement m_arrangement;
    const ImageGroupFacts &m_facts;
    QList<ImageGroup> m_groups;
    QHash<QString, Spelling> m_spellings;
    QString m_lastRepository;
    Spelling *m_last = nullptr; ///< its spelling, among m_spellings
    QHash<QString, int> m_places;
};

} // namespace

QList<ImageGroup> groupImages(const QList<ImageSummary> &images, const ImageArrangement &arrangement,
                              const ImageGroupFacts &facts)
{
    Grouping grouping(arrangement, facts);
    for (const ImageSummary &image : images)
        grouping.add(image);
    return grouping.take();
}

int compareTitles(const ImageGroup &left, const ImageGroup &right)
{
    if (left.prefix == right.prefix)
        return left.name.compare(right.name);
    return QString(left.prefix + left.name).compare(right.prefix + right.name);
}

bool hasComponentLabel(const ImageSummary &image)
{
    return image.labels.contains(QLatin1String(componentLabel));
}

} // namespace longshore

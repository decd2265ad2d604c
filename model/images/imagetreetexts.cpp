// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of ImageTreeModel say; its structure is in imagetreemodel.cpp.
#include "model/format.h"
#include "model/images/imagetreemodel.h"
#include "model/secretnames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (c < u' ')
            c = QChar(0x2400 + c.unicode()); // ␊ and its like
    }
    return text;
}

QString countText(int number)
{
    return number > 0 ? format::count(number) : format::none();
}

} // namespace

QString argvText(const QStringList &argv)
{
    QStringList words;
    for (const QString &word : argv) {
        const bool plain = !word.isEmpty() && std::none_of(word.begin(), word.end(), [](QChar c) {
            return c.isSpace() || u"'\"\\$`;&|<>()*?#"_s.contains(c);
        });
        words.append(plain ? oneLine(word) : u'\'' + oneLine(QString(word).replace(u"'"_s, u"'\\''"_s)) + u'\'');
    }
    return words.join(u' ');
}

QString ImageTreeModel::tagCountText(int count)
{
    return count == 1 ? tr("1 tag") : tr("%n tags", nullptr, count);
}

QString ImageTreeModel::imageCountText(int count)
{
    return count == 1 ? tr("1 image") : tr("%n images", nullptr, count);
}

QVariant ImageTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == Created || section == Size || section == Unique || section == UsedBy;
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Tag:
        return m_arrangement.rowPerImage ? tr("Tags") : tr("Tag");
    case Id:
        return tr("Image ID");
    case Created:
        return tr("Created");
    case Size:
        return tr("Size");
    case Unique:
        return tr("Unique");
    case UsedBy:
        return tr("Used by");
    case Component:
        return tr("Component");
    case RunsAs:
        return tr("Runs as");
    }
    return {};
}

QVariant ImageTreeModel::data(const QModelIndex &index, int role) const
{
    const ImageGroup *found = group(index);
    if (!found)
        return {};
    if (role == KindRole)
        return kind(index);
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    const ImageTag *row = tag(index);
    return row ? tagData(*row, index.column(), role) : groupData(*found, index.column(), role);
}

QVariant ImageTreeModel::groupData(const ImageGroup &group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return groupText(group, column);
    case MarkRole:
        return NoMark;
    case PrefixRole:
        return group.prefix;
    case NameRole:
        return group.isDangling ? tr("Untagged images") : group.name;
    case BadgeRole:
        return column == Tag ? newerTag(group) : QString();
    case Qt::ToolTipRole:
        return groupTip(group, column);
    default:
        return {};
    }
}

QString ImageTreeModel::groupText(const ImageGroup &group, int column) const
{
    switch (column) {
    case Tag:
        return group.isDangling ? tr("Untagged images") : group.prefix + group.name;
    case Created:
        return group.tagCount > 0 ? tagCountText(group.tagCount) : imageCountText(int(group.tags.size()));
    case Size:
        return format::bytes(sumOf(group).onDisk < 0 ? group.size : sumOf(group).onDisk);
    case Unique:
        return sumOf(group).freed < 0 ? format::none() : format::bytes(sumOf(group).freed);
    case UsedBy:
        return countText(usageOf(group).containers);
    default:
        return {};
    }
}

ImageTreeModel::Usage ImageTreeModel::usageOf(const ImageGroup &group) const
{
    Usage sum;
    QSet<ImageId> counted;
    for (const ImageTag &tag : group.tags) {
        if (counted.contains(tag.image))
            continue;
        counted.insert(tag.image);
        const Usage one = usage(tag.image);
        sum.containers += one.containers;
        sum.running += one.running;
    }
    return sum;
}

QVariant ImageTreeModel::tagData(const ImageTag &tag, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return tagText(tag, column);
    case NoteRole:
        return column == Tag ? noteText(tag) : QString();
    case LeavingRole:
        return isLeaving(tag);
    case NoTagRole:
        return tag.tag.isEmpty();
    case ChipsRole: {
        QStringList chips;
        for (const ImageChip &chip : tag.chips)
            chips.append(chip.text);
        return column == Tag ? chips : QStringList();
    }
    case Qt::ToolTipRole:
        return tagTip(tag, column);
    case ReferenceRole:
        return tag.reference.isEmpty() ? tag.image.value : tag.reference;
    case ImageIdRole:
        return tag.image.value;
    case MarkRole:
        return markOf(tag, column);
    default:
        return {};
    }
}

ImageTreeModel::Mark ImageTreeModel::markOf(const ImageTag &tag, int column) const
{
    switch (column) {
    case UsedBy:
        return usage(tag.image).running > 0 ? Running : NoMark;
    case RunsAs: {
        const ImageDetails *inspected = details(tag.image);
        return inspected && !inspected->isRunnable() ? Warning : NoMark;
    }
    case Component:
        switch (component(tag.image)) {
        case ComponentFact::None: return NoMark;
        case ComponentFact::Damaged: return Warning;
        case ComponentFact::Record: return Note;
        case ComponentFact::Schema: return Good;
        }
    }
    return NoMark;
}

/// The words of the first column.
QString ImageTreeModel::nameText(const ImageTag &tag) const
{
    if (!tag.chips.isEmpty()) {
        QStringList texts;
        for (const ImageChip &chip : tag.chips)
            texts.append(chip.text);
        return texts.join(u", "_s);
    }
    if (tag.tag.isEmpty())
        return namelessText(tag);
    if (m_arrangement.grouping != ImageGrouping::Repository)
        return tag.reference;
    return tag.tag;
}

/// No tag points at it; a registry may still know it by a digest, as what a newer pull left behind.
QString ImageTreeModel::namelessText(const ImageTag &tag) const
{
    const bool byRepository = m_arrangement.grouping == ImageGrouping::Repository;
    const QString former = formerName(tag.image);
    if (former.isEmpty())
        return byRepository || tag.reference.isEmpty() ? tr("no tag") : tag.reference;
    const QString repository = tag.reference.section(u'@', 0, 0);
    const bool standsAbove = byRepository && !repository.isEmpty() && former.startsWith(repository + u':');
    return tr("was %1").arg(standsAbove ? former.mid(repository.size() + 1) : former);
}

QString ImageTreeModel::noteText(const ImageTag &tag) const
{
    if (isLeaving(tag))
        return tr("removing…");
    if (!tag.sameAs.isEmpty())
        return tr("= %1").arg(tag.sameAs);
    const QString digest = tag.tag.isEmpty() ? tag.reference.section(u'@', 1).section(u':', -1) : QString();
    return digest.isEmpty() ? QString() : u"@"_s + digest.left(6);
}

QString ImageTreeModel::runsAsText(const ImageId &image, bool isWhole) const
{
    const ImageDetails *inspected = details(image);
    if (!inspected)
        return {};
    if (!inspected->isRunnable())
        return tr("cannot run: no ENTRYPOINT or CMD");
    QStringList argv = argvWithoutSecrets(inspected->entrypoint + inspected->cmd);
    if (const QString program = argv.constFirst().section(u'/', -1); !isWhole && !program.isEmpty())
        argv.front() = program;
    return argvText(argv);
}

QString ImageTreeModel::tagText(const ImageTag &tag, int column) const
{
    const ImageSummary *image = summary(tag.image);
    switch (column) {
    case Tag:
        return nameText(tag);
    case Id:
        return tag.image.shortText();
    case Created:
        return image ? format::age(image->created, m_now) : format::none();
    case Size:
        return image ? format::bytes(image->size) : format::none();
    case Unique:
        return format::bytes(share(tag.image).unique);
    case UsedBy:
        return countText(usage(tag.image).containers);
    case Component:
        switch (component(tag.image)) {
        case ComponentFact::None: return format::none();
        case ComponentFact::Damaged: return tr("Damaged");
        case ComponentFact::Record: return tr("No schema");
        case ComponentFact::Schema: return tr("Schema");
        }
        return {};
    case RunsAs:
        return runsAsText(tag.image, false);
    default:
        return {};
    }
}

} // namespace longshore

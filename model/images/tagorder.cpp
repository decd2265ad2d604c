// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/tagorder.h"

#include <QRegularExpression>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Digits without leading zeros, so that the longer one is the larger; no number is too long.
int compareNumbers(const QString &a, const QString &b)
{
    return a.size() != b.size() ? int(a.size() - b.size()) : QString::compare(a, b);
}

QString withoutZeros(QString digits)
{
    while (digits.size() > 1 && digits.startsWith(u'0'))
        digits.remove(0, 1);
    return digits;
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// As semver compares pre-releases: part by part, numbers below words.
int compareSuffixes(const QString &a, const QString &b)
{
    static const QRegularExpression between(u"[.\\-_]|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])"_s);
    const QStringList as = a.split(between);
    const QStringList bs = b.split(between);
    for (qsizetype i = 0; i < qMin(as.size(), bs.size()); ++i) {
        const bool isNumber = isDigits(as[i]);
        if (isNumber != isDigits(bs[i]))
            return isNumber ? -1 : 1;
        const int order = isNumber ? compareNumbers(withoutZeros(as[i]), withoutZeros(bs[i])) : QString::compare(as[i], bs[i]);
        if (order != 0)
            return order;
    }
    return int(as.size() - bs.size());
}

int compareVersions(const TagVersion &a, const TagVersion &b)
{
    for (qsizetype i = 0; i < qMax(a.numbers.size(), b.numbers.size()); ++i) {
        if (const int order = compareNumbers(a.numbers.value(i, u"0"_s), b.numbers.value(i, u"0"_s)))
            return order;
    }
    if (a.preRelease != b.preRelease)
        return a.preRelease ? -1 : 1;
    if (a.suffix.isEmpty() != b.suffix.isEmpty())
        return a.suffix.isEmpty() ? 1 : -1; // the plain one is what most people mean
    return compareSuffixes(a.suffix, b.suffix);
}

/// 20240131 and 2024.01 are dates: no successors of 1.2.
bool isDate(const TagVersion &version)
{
    return version.numbers.first().size() >= 4;
}

bool mayFollow(const TagVersion &own, const TagVersion &other)
{
    if (isDate(own) != isDate(other))
        return false;
    if (own.preRelease) // the next one, or what it was the way to
        return other.preRelease || other.suffix.isEmpty();
    return own.suffix == other.suffix;
}

} // namespace

TagVersion TagVersion::parse(const QString &tag)
{
    static const QRegularExpression pattern(u"\\A[vV]?([0-9]+(?:\\.[0-9]+)*)(?:[-_+.]?([A-Za-z][A-Za-z0-9._\\-]*)|[-_+]([A-Za-z0-9._\\-]+))?\\z"_s);
    static const QRegularExpression early(u"(?:^|[.\\-_])(?:alpha|beta|rc|dev|pre|preview|snapshot|nightly|canary|edge|a|b)[0-9]*(?:$|[.\\-_])"_s);
    TagVersion version;
    const QRegularExpressionMatch match = pattern.match(tag);
    if (!match.hasMatch())
        return version;
    for (const QString &digits : match.captured(1).split(u'.'))
        version.numbers.append(withoutZeros(digits));
    version.suffix = (match.captured(2) + match.captured(3)).toLower();
    version.preRelease = early.match(version.suffix).hasMatch();
    return version;
}

int compareTags(const QString &a, const QString &b)
{
    const TagVersion first = TagVersion::parse(a);
    const TagVersion second = TagVersion::parse(b);
    if (first.isVersion() != second.isVersion())
        return first.isVersion() ? 1 : -1;
    const int order = first.isVersion() ? compareVersions(first, second) : 0;
    return order != 0 ? order : QString::compare(b, a); // "newer" names are those first in the alphabet
}

QStringList sortedTags(const QStringList &tags)
{
    struct Parsed {
        QString tag;
        TagVersion version;
    };
    QList<Parsed> parsed;
    parsed.reserve(tags.size());
    for (const QString &tag : tags)
        parsed.append({tag, TagVersion::parse(tag)});
    std::sort(parsed.begin(), parsed.end(), [](const Parsed &a, const Parsed &b) {
        const bool latest = a.tag == "latest"_L1;
        if (latest != (b.tag == "latest"_L1))
            return latest;
        if (a.version.isVersion() != b.version.isVersion())
            return a.version.isVersion();
        const int order = a.version.isVersion() ? compareVersions(a.version, b.version) : 0;
        return order != 0 ? order > 0 : a.tag < b.tag;
    });
    QStringList sorted;
    sorted.reserve(tags.size());
    for (const Parsed &one : std::as_const(parsed)) {
        if (sorted.isEmpty() || sorted.last() != one.tag)
            sorted.append(one.tag);
    }
    return sorted;
}

QString newestOver(const QStringList &local, const QStringList &remote)
{
    QList<TagVersion> here;
    for (const QString &tag : local) {
        if (const TagVersion version = TagVersion::parse(tag); version.isVersion())
            here.append(version);
    }
    QString newest;
    TagVersion newestVersion;
    for (const QString &tag : remote) {
        const TagVersion version = TagVersion::parse(tag);
        if (!version.isVersion())
            continue;
        const bool isOfAKind = std::any_of(here.begin(), here.end(), [&](const TagVersion &own) { return mayFollow(own, version); });
        const bool isNewer = std::all_of(here.begin(), here.end(), [&](const TagVersion &own) {
            return isDate(own) != isDate(version) || compareVersions(version, own) > 0;
        });
        if (isOfAKind && isNewer && (newest.isEmpty() || compareVersions(version, newestVersion) > 0)) {
            newest = tag;
            newestVersion = version;
        }
    }
    return newest;
}

} // namespace longshore

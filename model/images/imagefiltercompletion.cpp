// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagefiltercompletion.h"

#include "model/images/imagefilter.h"
#include "model/images/reference.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <tuple>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int mostValues = 200;
constexpr int mostOffers = 20;

QString hintOf(const QString &word)
{
    static const QHash<QString, const char *> hints{
        {u"unused"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "no container uses it, not even a stopped one")},
        {u"used"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "some container uses it")},
        {u"dangling"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "no tag points at it any more")},
        {u"runnable"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "has an ENTRYPOINT or CMD")},
        {u"component"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "carries a component record")},
        {u"outdated"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "its registry has a newer tag")},
        {u"older:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "made before, such as older:30d")},
        {u"newer:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "made within, such as newer:2h")},
        {u"label:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "has the label, such as label:stage=build")},
        {u"arch:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "for this architecture")},
        {u"tag:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "has this tag, such as tag:1.*")},
        {u"registry:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "of this registry")},
        {u"used-by:"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "a container of this name uses it")},
        {u"size>"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "larger than, such as size>500M")},
        {u"unique>"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "has more to itself, such as unique>100M")},
        {u"age>"_s, QT_TRANSLATE_NOOP("longshore::ImageFilter", "made before, such as age>30d")}};
    const char *hint = hints.value(word);
    return hint ? QCoreApplication::translate("longshore::ImageFilter", hint) : QString();
}

/// The term that the cursor stands in or behind: from the blank before it to the blank after it, outside quotes.
std::pair<qsizetype, qsizetype> termAt(const QString &line, qsizetype cursor)
{
    qsizetype start = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"')
            quoted = !quoted;
        if (!line[i].isSpace() || quoted)
            continue;
        if (i >= cursor)
            return {start, i - start};
        start = i + 1;
    }
    return {start, line.size() - start};
}

QString quotedValue(const QString &value)
{
    return value.contains(u' ') ? u'"' + value + u'"' : value;
}

QStringList openers()
{
    QStringList words = ImageFilter::flagWords();
    for (const QString &key : ImageFilter::keyWords())
        words.append(key + u':');
    for (const QString &key : ImageFilter::comparedWords())
        words.append(key + u'>');
    return words;
}

QStringList sorted(const QSet<QString> &values)
{
    QStringList list(values.begin(), values.end());
    list.sort();
    return list.mid(0, mostValues);
}

} // namespace

ImageFilterValues ImageFilterValues::from(const QList<ImageSummary> &images, const QStringList &architectures,
                                          const QStringList &containers)
{
    QSet<QString> labels;
    QSet<QString> tags;
    QSet<QString> repositories;
    QSet<QString> registries;
    for (const ImageSummary &image : images) {
        for (auto label = image.labels.cbegin(); label != image.labels.cend(); ++label) {
            labels.insert(label.key());
            if (label->size() < 40 && !label->contains(u'"'))
                labels.insert(label.key() + u'=' + *label);
        }
        for (const QString &name : image.repoTags) {
            const qsizetype colon = name.lastIndexOf(u':');
            tags.insert(name.mid(colon + 1));
            repositories.insert(name.left(colon));
        }
    }
    for (const QString &repository : std::as_const(repositories)) {
        if (const Result<Reference> parsed = Reference::parse(repository))
            registries.insert(parsed->registry);
    }
    ImageFilterValues values;
    values.byKey = {{u"label"_s, sorted(labels)},
                    {u"tag"_s, sorted(tags)},
                    {u"registry"_s, sorted(registries)},
                    {u"arch"_s, sorted(QSet<QString>(architectures.begin(), architectures.end()))},
                    {u"used-by"_s, sorted(QSet<QString>(containers.begin(), containers.end()))}};
    return values;
}

std::pair<QString, qsizetype> ImageFilterCompletion::taken(const QString &line, int row) const
{
    const QString term = offers.value(row).text;
    // What wants a value goes on at once; behind a whole term the next one begins.
    const bool open = term.endsWith(u':') || term.endsWith(u'>');
    const bool blank = !open && line.mid(start + length, 1) != u" ";
    QString whole = line;
    whole.replace(start, length, blank ? term + u' ' : term);
    return {whole, start + term.size() + (open ? 0 : 1)};
}

ImageFilterCompletion completeImageFilter(const QString &line, qsizetype cursor, const ImageFilterValues &values,
                                          bool everything)
{
    ImageFilterCompletion completion;
    std::tie(completion.start, completion.length) = termAt(line, cursor);
    QString term = line.mid(completion.start, completion.length);
    const QString minus = term.startsWith(u'-') ? u"-"_s : QString();
    term.remove(0, minus.size());
    if ((term.isEmpty() && !everything) || term.startsWith(u'"'))
        return completion;
    const qsizetype colon = term.indexOf(u':');
    const auto offer = [&](const QString &text, const QString &hint) {
        if (completion.offers.size() < mostOffers && text.compare(term, Qt::CaseInsensitive) != 0)
            completion.offers.append({minus + text, hint});
    };
    if (colon < 0) {
        for (const QString &word : openers()) {
            if (word.startsWith(term, Qt::CaseInsensitive))
                offer(word, hintOf(word));
        }
        return completion;
    }
    const QString key = term.left(colon).toLower();
    const QString value = term.mid(colon + 1).remove(u'"');
    const QStringList known = values.byKey.value(key);
    // What begins like it stands before what only contains it.
    for (const bool begins : {true, false}) {
        for (const QString &one : known) {
            if (one.startsWith(value, Qt::CaseInsensitive) == begins && one.contains(value, Qt::CaseInsensitive))
                offer(key + u':' + quotedValue(one), {});
        }
    }
    return completion;
}

} // namespace longshore

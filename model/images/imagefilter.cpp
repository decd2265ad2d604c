// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagefilter.h"

#include "model/images/imagegroups.h"
#include "model/images/layeraccount.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ImageFilter", text);
}

/// The second of the pair whose first is `word`; nothing for another word.
template<class Words>
auto kindOf(const Words &words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto &one) { return one.first == word; });
    using Kind = decltype(found->second);
    return found == words.end() ? std::optional<Kind>() : std::optional<Kind>(found->second);
}

template<class Words>
QStringList namesOf(const Words &words)
{
    QStringList names;
    for (const auto &word : words)
        names.append(word.first);
    return names;
}

bool has(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

template<class Texts, class Test>
bool anyOf(const Texts &texts, Test test)
{
    return std::any_of(texts.begin(), texts.end(), test);
}

} // namespace

const ImageFilter::Words &ImageFilter::flags()
{
    static const Words words{{u"unused"_s, Kind::Unused},     {u"used"_s, Kind::Used},           {u"dangling"_s, Kind::Dangling},
                             {u"runnable"_s, Kind::Runnable}, {u"component"_s, Kind::Component}, {u"outdated"_s, Kind::Outdated}};
    return words;
}

const ImageFilter::Words &ImageFilter::keys()
{
    static const Words words{{u"older"_s, Kind::Age},         {u"newer"_s, Kind::Age},   {u"label"_s, Kind::Label},
                             {u"arch"_s, Kind::Architecture}, {u"tag"_s, Kind::Tag},     {u"registry"_s, Kind::Registry},
                             {u"used-by"_s, Kind::UsedBy}};
    return words;
}

const ImageFilter::Words &ImageFilter::comparedKeys()
{
    static const Words words{{u"size"_s, Kind::Size}, {u"unique"_s, Kind::Unique}, {u"age"_s, Kind::Age}};
    return words;
}

QStringList ImageFilter::flagWords()
{
    return namesOf(flags());
}

QStringList ImageFilter::keyWords()
{
    return namesOf(keys());
}

QStringList ImageFilter::comparedWords()
{
    return namesOf(comparedKeys());
}

ImageFilter ImageFilter::parse(const QString &text)
{
    ImageFilter filter;
    const FilterTokens parts = filterTokens(text);
    for (const FilterToken &token : parts.tokens)
        filter.add(token);
    filter.m_problems.append(parts.problems);
    return filter;
}

void ImageFilter::add(const FilterToken &token)
{
    Term term;
    term.negated = token.negated;
    term.text = token.text;
    if (token.quoted || !(addFlag(term.text, term) || addKeyed(term.text, term) || addCompared(term.text, term)))
        m_terms.append(term);
}

bool ImageFilter::addFlag(const QString &token, Term term)
{
    const std::optional<Kind> flag = kindOf(flags(), token.toLower());
    if (!flag)
        return false;
    term.kind = *flag;
    m_terms.append(term);
    return true;
}

bool ImageFilter::addKeyed(const QString &token, Term term)
{
    const auto [key, value] = splitKeyed(token);
    const std::optional<Kind> found = kindOf(keys(), key);
    if (!found) // `python:3.12` is a word
        return false;
    static const QHash<QString, QString> needs{{u"label"_s, tr("a name, such as label:stage or label:stage=build")},
                                               {u"arch"_s, tr("an architecture, such as arch:amd64")},
                                               {u"tag"_s, tr("a tag, such as tag:latest or tag:1.*")},
                                               {u"registry"_s, tr("a registry, such as registry:quay.io")},
                                               {u"used-by"_s, tr("a part of a container's name, such as used-by:web")}};
    term.kind = *found;
    term.text = value;
    if (term.kind == Kind::Age) {
        const std::optional<qint64> seconds = secondsFromText(value);
        if (!seconds) {
            m_problems.append(tr("\"%1\" needs an age such as %2:30d (s, min, h, d, w, mo, y).").arg(token, key));
            return true;
        }
        term.amount = *seconds;
        term.compare = key == u"older" ? Compare::Greater : Compare::LessOrEqual;
    } else if (value.isEmpty()) {
        m_problems.append(tr("\"%1\" needs %2.").arg(token, needs.value(key)));
        return true;
    }
    if (term.kind == Kind::Label)
        term.label = LabelTerm::parse(value);
    m_terms.append(term);
    return true;
}

bool ImageFilter::addCompared(const QString &token, Term term)
{
    qsizetype sign = 0;
    while (sign < token.size() && !u"<>=:"_s.contains(token[sign]))
        ++sign;
    const QString key = token.left(sign).toLower();
    const std::optional<Kind> found = kindOf(comparedKeys(), key);
    if (!found && sign > 0 && (token.mid(sign, 1) == u"<" || token.mid(sign, 1) == u">")) { // no name holds such a sign
        m_problems.append(tr("\"%1\" compares nothing that is known: size>500M, unique>100M or age>30d do.").arg(token));
        return true;
    }
    if (!found || sign == token.size())
        return false;
    term.kind = *found;
    const bool less = token[sign] == u'<';
    const bool orEqual = sign + 1 < token.size() && token[sign + 1] == u'=';
    const QStringView value = QStringView(token).mid(sign + (orEqual ? 2 : 1));
    const std::optional<qint64> amount = term.kind == Kind::Age ? secondsFromText(value) : bytesFromText(value);
    if ((!less && token[sign] != u'>') || !amount || value.isEmpty()) {
        m_problems.append(term.kind == Kind::Age
                              ? tr("\"%1\" needs < or > and an age, such as age>30d (s, min, h, d, w, mo, y).").arg(token)
                              : tr("\"%1\" needs < or > and an amount, such as %2>500M (k, M, G, T).").arg(token, key));
        return true;
    }
    term.compare = less ? (orEqual ? Compare::LessOrEqual : Compare::Less)
                        : (orEqual ? Compare::GreaterOrEqual : Compare::Greater);
    term.amount = *amount;
    m_terms.append(term);
    return true;
}

bool ImageFilter::needsDetails() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const Term &term) { return term.kind == Kind::Runnable || term.kind == Kind::Architecture; });
}

/// Negative amounts are not known.
ImageFilter::Answer ImageFilter::compared(const Term &term, qint64 amount)
{
    const auto say = [](bool yes) { return yes ? Answer::Yes : Answer::No; };
    if (amount < 0)
        return Answer::Unknown;
    switch (term.compare) {
    case Compare::Less: return say(amount < term.amount);
    case Compare::LessOrEqual: return say(amount <= term.amount);
    case Compare::Greater: return say(amount > term.amount);
    case Compare::GreaterOrEqual: return say(amount >= term.amount);
    }
    return Answer::Unknown;
}

bool ImageFilter::hasWord(const Term &term, const ImageFilterSubject &subject)
{
    const ImageTag &row = *subject.row;
    return has(row.reference, term.text) || (term.text.contains(u'/') && has(row.fullReference, term.text))
           || anyOf(row.chips, [&](const ImageChip &chip) { return has(chip.reference, term.text); })
           || has(subject.formerName, term.text)
           || subject.image->id.value.startsWith(ImageId::fromEngine(term.text).value);
}

ImageFilter::Answer ImageFilter::answer(const Term &term, const ImageFilterSubject &subject, const QDateTime &now)
{
    const auto say = [](bool yes) { return yes ? Answer::Yes : Answer::No; };
    const ImageSummary &image = *subject.image;
    const ImageTag &row = *subject.row;
    const bool used = subject.usedBy && !subject.usedBy->isEmpty();
    switch (term.kind) {
    case Kind::Word: return say(hasWord(term, subject));
    case Kind::Size: return compared(term, image.size);
    case Kind::Unique: return compared(term, subject.layers ? subject.layers->share(image.id).unique : -1);
    case Kind::Age: return compared(term, image.created.isValid() ? qMax<qint64>(0, image.created.secsTo(now)) : -1);
    case Kind::Unused: return say(!used);
    case Kind::Used: return say(used);
    case Kind::Dangling: return say(image.repoTags.isEmpty()); // a digest is no name: Docker leaves it when the tag moves on
    case Kind::Runnable: return subject.details ? say(subject.details->isRunnable()) : Answer::Unknown;
    case Kind::Component: return say(hasComponentLabel(image) || subject.hasSchemaFile);
    case Kind::Outdated: return say(subject.isOutdated);
    case Kind::Label: return say(term.label.matches(image.labels));
    case Kind::Architecture:
        return subject.details ? say(subject.details->architecture.compare(term.text, Qt::CaseInsensitive) == 0)
                               : Answer::Unknown;
    case Kind::UsedBy: return say(used && anyOf(*subject.usedBy, [&](const QString &name) { return has(name, term.text); }));
    case Kind::Registry: return say(matchesWildcard(term.text, row.fullReference.section(u'/', 0, 0)));
    case Kind::Tag:
        return say(matchesWildcard(term.text, row.tag) || anyOf(row.chips, [&](const ImageChip &chip) {
                       return matchesWildcard(term.text, chip.reference.section(u':', -1));
                   }));
    }
    return Answer::Unknown;
}

bool ImageFilter::matches(const ImageFilterSubject &subject, const QDateTime &now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) {
        return answer(term, subject, now) == (term.negated ? Answer::No : Answer::Yes);
    });
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagefilter.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ImageFilter", text);
}

} // namespace

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
    if (token.quoted || !(addFlag(term.text, term) || addKeyed(term.text, term) || addSize(term.text, term)))
        m_terms.append(term);
}

bool ImageFilter::addFlag(const QString &token, Term term)
{
    static const QHash<QString, Kind> flags{{u"unused"_s, Kind::Unused},
                                            {u"used"_s, Kind::Used},
                                            {u"dangling"_s, Kind::Dangling},
                                            {u"runnable"_s, Kind::Runnable}};
    const auto flag = flags.constFind(token.toLower());
    if (flag == flags.constEnd())
        return false;
    term.kind = *flag;
    m_terms.append(term);
    return true;
}

bool ImageFilter::addKeyed(const QString &token, Term term)
{
    static const QHash<QString, Kind> keys{{u"older"_s, Kind::Older},
                                           {u"newer"_s, Kind::Newer},
                                           {u"label"_s, Kind::Label},
                                           {u"arch"_s, Kind::Architecture}};
    const auto [key, value] = splitKeyed(token);
    const auto found = keys.constFind(key);
    if (found == keys.constEnd()) // `python:3.12` is a word
        return false;
    term.kind = *found;
    term.text = value;
    if (term.kind == Kind::Older || term.kind == Kind::Newer) {
        const std::optional<qint64> seconds = secondsFromText(term.text);
        if (!seconds) {
            m_problems.append(tr("\"%1\" needs an age such as %2:30d (s, min, h, d, w, mo, y).").arg(token, key));
            return true;
        }
        term.amount = *seconds;
    } else if (term.text.isEmpty()) {
        m_problems.append(term.kind == Kind::Label
                              ? tr("\"%1\" needs a name, such as label:stage or label:stage=build.").arg(token)
                              : tr("\"%1\" needs an architecture, such as arch:amd64.").arg(token));
        return true;
    }
    if (term.kind == Kind::Label)
        term.label = LabelTerm::parse(value);
    m_terms.append(term);
    return true;
}

bool ImageFilter::addSize(const QString &token, Term term)
{
    if (!token.startsWith(u"size", Qt::CaseInsensitive) || token.size() < 5 || !u"<>=:"_s.contains(token[4]))
        return false;
    const bool less = token[4] == u'<';
    const bool orEqual = token.size() > 5 && token[5] == u'=';
    const std::optional<qint64> amount = bytesFromText(QStringView(token).mid(orEqual ? 6 : 5));
    if ((!less && token[4] != u'>') || !amount || token.back() == u'=') {
        m_problems.append(tr("\"%1\" needs < or > and an amount, such as size>500M (k, M, G, T).").arg(token));
        return true;
    }
    term.kind = Kind::Size;
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

ImageFilter::Answer ImageFilter::answer(const Term &term, const ImageFilterSubject &subject, const QDateTime &now)
{
    const auto say = [](bool yes) { return yes ? Answer::Yes : Answer::No; };
    const ImageSummary &image = *subject.image;
    switch (term.kind) {
    case Kind::Word:
        return say(subject.reference.contains(term.text, Qt::CaseInsensitive) ||
                   (term.text.contains(u'/') && subject.fullReference.contains(term.text, Qt::CaseInsensitive)) ||
                   image.id.value.startsWith(ImageId::fromEngine(term.text).value));
    case Kind::Size:
        if (image.size < 0)
            return Answer::Unknown;
        switch (term.compare) {
        case Compare::Less:
            return say(image.size < term.amount);
        case Compare::LessOrEqual:
            return say(image.size <= term.amount);
        case Compare::Greater:
            return say(image.size > term.amount);
        case Compare::GreaterOrEqual:
            return say(image.size >= term.amount);
        }
        return Answer::Unknown;
    case Kind::Older:
    case Kind::Newer:
        if (!image.created.isValid())
            return Answer::Unknown;
        return say((image.created.secsTo(now) > term.amount) == (term.kind == Kind::Older));
    case Kind::Unused:
        return say(subject.containers == 0);
    case Kind::Used:
        return say(subject.containers > 0);
    case Kind::Dangling:
        return say(image.repoTags.isEmpty() && image.repoDigests.isEmpty());
    case Kind::Runnable:
        return subject.details ? say(subject.details->isRunnable()) : Answer::Unknown;
    case Kind::Label:
        return say(term.label.matches(image.labels));
    case Kind::Architecture:
        return subject.details ? say(subject.details->architecture.compare(term.text, Qt::CaseInsensitive) == 0)
                               : Answer::Unknown;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/filterterms.h"

#include <QList>
#include <QStringList>
#include <utility>

namespace longshore
{

class LayerAccount;
struct ImageTag;

/// What a filter looks at: one row of the Images page. Pointers may be null where nothing is known.
struct ImageFilterSubject {
    const ImageTag *row = nullptr;         ///< never null
    const ImageSummary *image = nullptr;   ///< never null
    const ImageDetails *details = nullptr; ///< null until inspected
    const LayerAccount *layers = nullptr;
    const QStringList *usedBy = nullptr; ///< names of the containers that use it, stopped ones too
    QString formerName = {};             ///< what an untagged image was called
    bool isOutdated = false;             ///< a registry has a newer tag of its repository
    bool hasSchemaFile = false;          ///< its files hold the schema of a component
};

/// The filter line of the Images page. Terms are parted by blanks and must all hold:
///
///     python            the reference or former name contains it, or the image id begins with it
///     size>500M size<=2G unique>100M        age>30d age<2h, which older:30d and newer:2h say, too
///     unused used dangling runnable component outdated      (dangling: no tag points at it)
///     label:stage label:stage=build label:KBC*      arch:amd64      used-by:web
///     registry:quay.io  tag:1.*             * stands for anything
///     -unused           a leading minus turns a term round
///     "a b" label:"k=a b"    quotes keep blanks, and make a word of what would be a term
///
/// What cannot be known yet (a runnable image before it was inspected) matches neither a term nor its opposite.
class ImageFilter
{
public:
    /// Never fails: terms that make no sense are left out and told in `problems()`.
    static ImageFilter parse(const QString &text);

    bool isEmpty() const { return m_terms.isEmpty(); }
    /// One sentence per term that was left out, in order.
    QStringList problems() const { return m_problems; }
    /// True when some term can only be answered from `GET /images/{name}/json`.
    bool needsDetails() const;
    /// `now` is what ages count from.
    bool matches(const ImageFilterSubject &subject, const QDateTime &now) const;

    /// Words that are a term by themselves, and what stands before a `:` or a comparison.
    static QStringList flagWords();
    static QStringList keyWords();
    static QStringList comparedWords();

private:
    enum class Kind {
        Word, Size, Unique, Age, Unused, Used, Dangling, Runnable, Component, Outdated, Label, Architecture, UsedBy,
        Registry, Tag
    };
    enum class Compare { Less, LessOrEqual, Greater, GreaterOrEqual };
    enum class Answer { No, Yes, Unknown };
    struct Term {
        Kind kind = Kind::Word;
        bool negated = false;
        QString text; ///< of a word, or behind the colon
        LabelTerm label;
        Compare compare = Compare::Greater;
        qint64 amount = 0; ///< bytes or seconds

        bool operator==(const Term &) const = default;
    };

    using Words = QList<std::pair<QString, Kind>>;
    static const Words &flags();
    static const Words &keys();
    static const Words &comparedKeys();
    void add(const FilterToken &token);
    bool addFlag(const QString &token, Term term);
    bool addKeyed(const QString &token, Term term);
    bool addCompared(const QString &token, Term term);
    static Answer answer(const Term &term, const ImageFilterSubject &subject, const QDateTime &now);
    static Answer compared(const Term &term, qint64 amount);
    static bool hasWord(const Term &term, const ImageFilterSubject &subject);

    QList<Term> m_terms;
    QStringList m_problems;
};

} // namespace longshore

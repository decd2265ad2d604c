// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/filterterms.h"

#include <QList>
#include <QStringList>

namespace longshore
{

/// What a filter looks at: one row of the Images page.
struct ImageFilterSubject {
    QString reference;     ///< familiar form, empty for an untagged image
    QString fullReference; ///< with registry and account
    const ImageSummary *image = nullptr;
    const ImageDetails *details = nullptr; ///< null until inspected
    int containers = 0;                    ///< that use it, stopped ones included
};

/// The filter line of the Images page. Terms are parted by blanks and must all hold:
///
///     python            the reference contains it, or the image id begins with it
///     size>500M size<=2G     older:30d newer:2h
///     unused used dangling runnable      label:stage label:stage=build arch:amd64
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

private:
    enum class Kind { Word, Size, Older, Newer, Unused, Used, Dangling, Runnable, Label, Architecture };
    enum class Compare { Less, LessOrEqual, Greater, GreaterOrEqual };
    enum class Answer { No, Yes, Unknown };
    struct Term {
        Kind kind = Kind::Word;
        bool negated = false;
        QString text; ///< word or architecture
        LabelTerm label;
        Compare compare = Compare::Greater;
        qint64 amount = 0; ///< bytes or seconds

        bool operator==(const Term &) const = default;
    };

    void add(const FilterToken &token);
    bool addFlag(const QString &token, Term term);
    bool addKeyed(const QString &token, Term term);
    bool addSize(const QString &token, Term term);
    static Answer answer(const Term &term, const ImageFilterSubject &subject, const QDateTime &now);

    QList<Term> m_terms;
    QStringList m_problems;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerstate.h"
#include "model/filterterms.h"

#include <QStringList>

namespace longshore
{

/// What a filter looks at: one row of the Containers page.
struct ContainerFilterSubject {
    const ContainerSummary *container = nullptr;
    ContainerState state;
    QString image; ///< familiar form
};

/// The filter line of the Containers page. Terms are parted by blanks and must all hold:
///
///     web                name, image or command contains it, or the id begins with it
///     name:web image:python state:running state:exited exit:137 port:8080
///     image:8f3c1e0b92aa its image's id begins with it
///     label:stage label:stage=build     older:30d newer:2h
///     run                started here: it carries the label of a run
///     -run               a leading minus turns a term round
///     "a b"              quotes keep blanks, and make a word of what would be a term
///
/// `state:` takes the words of the list and, for any exit code, `exited`; `oom` is short for `out of memory`.
class ContainerFilter
{
public:
    /// Never fails: terms that make no sense are left out and told in `problems()`.
    static ContainerFilter parse(const QString &text);

    bool isEmpty() const { return m_terms.isEmpty(); }
    /// One sentence per term that was left out, in order.
    QStringList problems() const { return m_problems; }
    /// `now` is what ages count from.
    bool matches(const ContainerFilterSubject &subject, const QDateTime &now) const;

private:
    enum class Kind { Word, Name, Image, State, Exit, Port, Label, Older, Newer, Run };
    struct Term {
        Kind kind = Kind::Word;
        bool negated = false;
        QString text;
        LabelTerm label;
        ContainerState::Kind state = ContainerState::Kind::Unknown;
        qint64 number = 0; ///< exit code, port or seconds
    };

    void add(const FilterToken &token);
    bool addKeyed(const QString &token, Term term);
    QString take(const QString &key, const QString &value, Term &term) const;
    static bool holds(const Term &term, const ContainerFilterSubject &subject, const QDateTime &now);

    QList<Term> m_terms;
    QStringList m_problems;
};

} // namespace longshore

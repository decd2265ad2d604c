// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerfilter.h"

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
    return QCoreApplication::translate("longshore::ContainerFilter", text);
}

const QHash<QString, ContainerState::Kind> &stateWords()
{
    using Kind = ContainerState::Kind;
    static const QHash<QString, Kind> words{{u"created"_s, Kind::Created},   {u"running"_s, Kind::Running},
                                            {u"paused"_s, Kind::Paused},     {u"restarting"_s, Kind::Restarting},
                                            {u"exited"_s, Kind::Exited},     {u"out of memory"_s, Kind::OutOfMemory},
                                            {u"oom"_s, Kind::OutOfMemory},   {u"removing"_s, Kind::Removing},
                                            {u"dead"_s, Kind::Dead}};
    return words;
}

bool has(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

} // namespace

ContainerFilter ContainerFilter::parse(const QString &text)
{
    ContainerFilter filter;
    const FilterTokens parts = filterTokens(text);
    for (const FilterToken &token : parts.tokens)
        filter.add(token);
    filter.m_problems.append(parts.problems);
    return filter;
}

void ContainerFilter::add(const FilterToken &token)
{
    Term term;
    term.negated = token.negated;
    term.text = token.text;
    if (!token.quoted && token.text.compare(u"run", Qt::CaseInsensitive) == 0)
        term.kind = Kind::Run;
    else if (!token.quoted && addKeyed(token.text, term))
        return;
    m_terms.append(term);
}

bool ContainerFilter::addKeyed(const QString &token, Term term)
{
    static const QHash<QString, Kind> keys{{u"name"_s, Kind::Name},   {u"image"_s, Kind::Image}, {u"state"_s, Kind::State},
                                           {u"exit"_s, Kind::Exit},   {u"port"_s, Kind::Port},   {u"label"_s, Kind::Label},
                                           {u"older"_s, Kind::Older}, {u"newer"_s, Kind::Newer}};
    const auto [key, value] = splitKeyed(token);
    const auto found = keys.constFind(key);
    if (found == keys.constEnd()) // `python:3.12` is a word
        return false;
    term.kind = *found;
    const QString problem = take(key, value, term);
    if (problem.isEmpty())
        m_terms.append(term);
    else
        m_problems.append(tr("\"%1\" needs %2.").arg(token, problem));
    return true;
}

/// What is wrong with the value, as the rest of "… needs"; empty when the term is good.
QString ContainerFilter::take(const QString &key, const QString &value, Term &term) const
{
    bool isNumber = false;
    switch (term.kind) {
    case Kind::Name:
    case Kind::Image:
        term.text = value;
        return value.isEmpty() ? tr("a part of it, such as %1:web").arg(key) : QString();
    case Kind::State:
        term.state = stateWords().value(value.toLower());
        return term.state == ContainerState::Kind::Unknown
                   ? tr("a state, such as state:running (created, running, paused, restarting, exited, oom, removing, dead)")
                   : QString();
    case Kind::Exit:
        term.number = value.toInt(&isNumber);
        return isNumber ? QString() : tr("an exit code, such as exit:137");
    case Kind::Port:
        term.number = value.toUShort(&isNumber);
        return isNumber && term.number > 0 ? QString() : tr("a port number, such as port:8080");
    case Kind::Label:
        term.label = LabelTerm::parse(value);
        return term.label.name.isEmpty() ? tr("a name, such as label:stage or label:stage=build") : QString();
    case Kind::Older:
    case Kind::Newer:
        term.number = secondsFromText(value).value_or(-1);
        return term.number < 0 ? tr("an age such as %1:30d (s, min, h, d, w, mo, y)").arg(key) : QString();
    case Kind::Word:
    case Kind::Run: break;
    }
    return {};
}

bool ContainerFilter::holds(const Term &term, const ContainerFilterSubject &subject, const QDateTime &now)
{
    const ContainerSummary &container = *subject.container;
    const auto named = [&] {
        return std::any_of(container.names.begin(), container.names.end(), [&](const QString &name) { return has(name, term.text); });
    };
    const auto imaged = [&] {
        return has(subject.image, term.text) || has(container.image, term.text)
               || container.imageId.value.startsWith(ImageId::fromEngine(term.text).value);
    };
    switch (term.kind) {
    case Kind::Word:
        return named() || imaged() || has(container.command, term.text)
               || container.id.value.startsWith(ContainerId::fromEngine(term.text).value);
    case Kind::Name: return named();
    case Kind::Image: return imaged();
    case Kind::State:
        return subject.state.kind == term.state
               || (term.state == ContainerState::Kind::Exited && subject.state.kind == ContainerState::Kind::OutOfMemory);
    case Kind::Exit: return subject.state.hasEnded() && subject.state.exitCode == int(term.number);
    case Kind::Port:
        return std::any_of(container.ports.begin(), container.ports.end(), [&](const ContainerPort &port) {
            return port.privatePort == term.number || port.publicPort == term.number;
        });
    case Kind::Label: return term.label.matches(container.labels);
    case Kind::Older:
    case Kind::Newer: return (container.created.secsTo(now) > term.number) == (term.kind == Kind::Older);
    case Kind::Run: return container.labels.contains(u"longshore.run"_s);
    }
    return false;
}

bool ContainerFilter::matches(const ContainerFilterSubject &subject, const QDateTime &now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) {
        const bool isAge = term.kind == Kind::Older || term.kind == Kind::Newer;
        if (isAge && !subject.container->created.isValid()) // not known: neither it nor its opposite
            return false;
        return holds(term, subject, now) != term.negated;
    });
}

} // namespace longshore

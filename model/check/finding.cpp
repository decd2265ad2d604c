// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/finding.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;
using Severity = Problem::Severity;

void Findings::error(const QString &rule, const QString &path, const QString &message)
{
    append({Severity::Error, rule, path, message});
}

void Findings::warning(const QString &rule, const QString &path, const QString &message)
{
    append({Severity::Warning, rule, path, message});
}

void Findings::note(const QString &rule, const QString &path, const QString &message)
{
    append({Severity::Note, rule, path, message});
}

void Findings::add(const Problems &problems, const QString &rule, const QString &prefix)
{
    for (const Problem &problem : problems) {
        const QString separator = prefix.isEmpty() || problem.path.isEmpty() ? QString() : u"."_s;
        append({problem.severity, problem.rule.isEmpty() ? rule : problem.rule, prefix + separator + problem.path,
                problem.message});
    }
}

void Findings::addOfFile(const Problems &problems, const QString &rule, const QString &file)
{
    for (const Problem &problem : problems)
        append({problem.severity, problem.rule.isEmpty() ? rule : problem.rule, file, problem.sentence()});
}

qsizetype Findings::countOf(Severity severity) const
{
    return std::count_if(begin(), end(), [severity](const Finding &finding) { return finding.severity == severity; });
}

QString toString(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return u"error"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Note:
        break;
    }
    return u"note"_s;
}

} // namespace longshore

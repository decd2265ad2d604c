// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QList>
#include <QString>

namespace longshore
{

/// One thing that the contract, or experience with it, has against something checked.
struct Finding {
    Problem::Severity severity = Problem::Severity::Error;
    QString rule;    ///< id of the contract's rule, e.g. "F20"; empty when no rule says it
    QString path;    ///< dotted path in a document, or a file; empty = the whole
    QString message; ///< one sentence without the path; plain text

    bool operator==(const Finding &) const = default;
};

/// Findings in the order of their making.
class Findings : public QList<Finding>
{
public:
    void error(const QString &rule, const QString &path, const QString &message);
    void warning(const QString &rule, const QString &path, const QString &message);
    void note(const QString &rule, const QString &path, const QString &message);
    /// Problems of a document, `prefix` before their paths; `rule` is that of problems without one.
    void add(const Problems &problems, const QString &rule, const QString &prefix = {});
    /// Of a file: the path is the file's, the problem's own path opens the sentence.
    void addOfFile(const Problems &problems, const QString &rule, const QString &file);

    qsizetype countOf(Problem::Severity severity) const;
    bool hasErrors() const { return countOf(Problem::Severity::Error) > 0; }
};

/// "error", "warning", "note"; stable, for `--json`.
QString toString(Problem::Severity severity);

} // namespace longshore

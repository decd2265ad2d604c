// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace longshore
{

/// Something wrong, or worth saying, about one place of a document.
struct Problem {
    enum class Severity { Error, Warning, Note };

    QString path;    ///< dotted path (`joinPath`); empty = the whole document
    QString message; ///< one plain sentence without the path; plain text, never rich text
    Severity severity = Severity::Error;
    QString rule{}; ///< id of the contract's rule, e.g. "F20"; empty = whoever asked knows it

    bool operator==(const Problem &) const = default;
    /// "path: message", or just the message.
    QString sentence() const { return path.isEmpty() ? message : path + QStringLiteral(": ") + message; }
};

using Problems = QList<Problem>;

inline bool hasErrors(const Problems &problems)
{
    for (const Problem &problem : problems) {
        if (problem.severity == Problem::Severity::Error)
            return true;
    }
    return false;
}

} // namespace longshore

Q_DECLARE_METATYPE(longshore::Problem)

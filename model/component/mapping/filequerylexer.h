// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QList>
#include <QString>

namespace longshore
{

/// One word of a file query. A `Range` holds what stands between its brackets.
struct QueryToken {
    enum class Kind { Word, Phrase, And, Or, Not, Open, Close, Range, End };
    Kind kind = Kind::End;
    QString text;
    QString field; ///< of `field:`, empty when none stands before it
};

/// Splits a query into words; `End` comes last. Error::BadInput.
Result<QList<QueryToken>> splitFileQuery(const QString &query);

/// The Error for a query that is not understood.
Error refusedQuery(const QString &query, const QString &what);

} // namespace longshore

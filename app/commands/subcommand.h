// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QList>
#include <QStringList>

namespace longshore
{

/// A command line that `longshore COMMAND` cannot take.
inline tl::unexpected<Error> usageError(const QString &command, const QString &happened)
{
    return fail(Error::make(Error::Kind::BadInput, QStringLiteral("longshore %1").arg(command), happened,
                            QStringLiteral("longshore %1 --help lists what there is.").arg(command)));
}

/// The form whose `word` comes first in `words`; Error::BadInput names those there are. The result lives as long as
/// `forms`.
template<class Form>
Result<const Form *> chosenForm(const QString &command, const QList<Form> &forms, const QStringList &words)
{
    QStringList names;
    for (const Form &form : forms) {
        if (!words.isEmpty() && form.word == words.first())
            return &form;
        names.append(form.word);
    }
    const QString all = names.join(QStringLiteral(", "));
    return usageError(command, words.isEmpty() ? QStringLiteral("'%1' needs one of %2").arg(command, all)
                                               : QStringLiteral("'%1' is none of %2").arg(words.first(), all));
}

} // namespace longshore

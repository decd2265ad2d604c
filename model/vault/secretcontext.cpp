// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/secretcontext.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

QStringList contextOf(const SecretInfo &info)
{
    return {u"secret"_s, info.id.value, info.name, info.jobId, info.keyPath};
}

const SealedSecret *secretNamed(const QList<SealedSecret> &rows, const QString &idOrName)
{
    for (const SealedSecret &row : rows) {
        if (row.info.id.value == idOrName || row.info.name == idOrName)
            return &row;
    }
    return nullptr;
}

Error noSuchSecret(const QString &idOrName)
{
    return Error::make(Error::Kind::NotFound, u"read the secret %1"_s.arg(idOrName), u"the vault has no such secret"_s,
                       u"Store it with: longshore secret set %1"_s.arg(idOrName));
}

QString objectionToName(const QString &name)
{
    constexpr qsizetype longest = 200;
    if (name.trimmed() != name || name.isEmpty())
        return u"a name is not empty and has no space at its ends"_s;
    if (name.size() > longest)
        return u"a name has at most %1 characters"_s.arg(longest);
    const bool printable = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    return printable ? QString() : u"a name has no control characters"_s;
}

} // namespace longshore

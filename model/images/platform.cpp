// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/platform.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

bool isPlatform(const QString &text)
{
    static const QRegularExpression form(u"\\A[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9_.]+)?\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"

#include <QByteArray>

namespace longshore
{

/// What a synchronous action said (contract A7).
struct ActionAnswer {
    enum class Kind { Success, Info, Warning, Error };

    Kind kind = Kind::Success;
    QString message;            ///< plain text; several lines; may be empty
    bool hasChoices = false;    ///< the answer is a list of choices
    QList<FieldChoice> choices; ///< at most 10,000

    bool operator==(const ActionAnswer &) const = default;
};

/// Never fails: an answer of no known shape is its own message. Pure.
ActionAnswer readActionAnswer(const QByteArray &json);

} // namespace longshore

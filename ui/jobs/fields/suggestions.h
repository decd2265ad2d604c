// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

class QLineEdit;

namespace longshore
{

/// Lets `edit`, in which the field at `path` is typed, be completed from what the form's sources know for it. What it
/// offers follows them and what the field depends on. The Down key shows all.
void completeFromSources(QLineEdit *edit, FormModel &model, const QString &path);

/// Opens the list of all that is offered.
void offerAll(QLineEdit *edit);

} // namespace longshore

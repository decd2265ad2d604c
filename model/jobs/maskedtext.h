// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/secrets.h"

#include <QByteArray>

namespace longshore
{

/// Raw parameters as they are shown for editing: canonical layout, every secret as `maskDots`. Text that is no JSON
/// gives nothing.
QByteArray maskedText(const QByteArray &parameters, const SecretPatterns &patterns);

/// What a person made of `maskedText`: a secret still shown as dots gets its value from `parameters` back. Text that is
/// no JSON, or has a key twice, is returned as it is, for whoever reads it to complain about.
QByteArray unmaskedText(const QByteArray &text, const QByteArray &parameters, const SecretPatterns &patterns);

} // namespace longshore

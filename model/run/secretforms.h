// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace longshore
{

/// The byte sequences in which `secret` may show up in a log (reliability §4.4), each once, itself first. Base64 forms
/// are the characters that the secret alone decides, whatever stands before and after it. Empty for an empty secret.
QList<QByteArray> secretForms(const QByteArray &secret);

} // namespace longshore

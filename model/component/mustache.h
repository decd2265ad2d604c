// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace longshore
{

/// A template filled in.
struct MustacheResult {
    QByteArray text;
    QStringList used;    ///< names found, each once, in order
    QStringList missing; ///< names without a value; their place is empty
};

/// Fills Mustache tags of JSON text: `{{x}}` escaped for a JSON string, `{{{x}}}` and `{{&x}}` as they are, sections
/// `{{#x}}…{{/x}}` and `{{^x}}…{{/x}}` (a text that is empty or `0` is false), `{{.}}`, comments, partials (which are
/// empty), set delimiters (V4). Error::BadInput for a tag or section that does not end. Pure.
Result<MustacheResult> renderMustache(const QByteArray &text, const QMap<QString, QString> &values);

/// `value` as it stands between the quotes of a JSON string.
QByteArray jsonEscaped(const QString &value);

} // namespace longshore

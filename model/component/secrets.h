// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QStringList>
#include <functional>
#include <optional>

namespace longshore
{

/// What stands in stored and shown JSON where a secret was.
constexpr const char *hiddenMark = "[hidden]";
/// The same in live previews, where its length must say nothing.
constexpr const char *maskDots = "•••";

/// Where secrets are besides keys that start with `#`: dotted paths below the document, `*` standing for any list index
/// or key (`parameters.accounts.*.password`).
using SecretPatterns = QStringList;

/// The paths that a configuration schema marks with `format: password`, each with `prefix` before it
/// (`parameters`, since the schema describes those). A schema that does not parse gives none.
SecretPatterns passwordPatterns(const QByteArray &schema, const QString &prefix = QStringLiteral("parameters"));

/// `json` with the whole value of each `#` key and password path replaced by `mark`, whatever its type; a
/// `{"$secret": id}` stays. Layout as given by the writer of `config.json` (F9). Text that is no JSON gives an error,
/// so that it is never stored unmasked.
Result<QByteArray> maskSecrets(const QByteArray &json, const SecretPatterns &patterns = {},
                               const QByteArray &mark = hiddenMark);

/// The values a redactor must hide: every non-empty scalar whose own key starts with `#` (L6), and every scalar below a
/// password path; UTF-8, each once, numbers and booleans as PHP prints them.
QList<QByteArray> secretValues(const QByteArray &json, const SecretPatterns &patterns = {});

/// Secrets so short that redaction hides ordinary text too: one warning for each (L6), never with the value.
Problems shortSecretWarnings(const QByteArray &json, const SecretPatterns &patterns = {});

/// One `{"$secret": id}` within a document.
struct SecretReference {
    QString path; ///< dotted path of the key that holds it
    QString key;  ///< the key itself, e.g. `#token`
    QString id;

    bool operator==(const SecretReference &) const = default;
};

/// Every `{"$secret": id}` of `json`, in document order.
QList<SecretReference> secretReferences(const QByteArray &json);

/// Gives the clear value, or nothing when it has none. Called on the thread of `resolveSecrets`.
using SecretLookup = std::function<std::optional<QString>(const SecretReference &)>;

/// `json` with each reference replaced by its value. A value under a `#` key that only the platform can decrypt (§13.1), or
/// that a debug archive hides (`[hidden]`), is replaced by the look-up's too, if it has one (§13.6 b). Error::BadInput
/// names every key without a value; the caller exits 64.
Result<QByteArray> resolveSecrets(const QByteArray &json, const SecretLookup &lookup);

/// The look-up of `--secret KEY=…`: by full path, else by path below `parameters`, else by the bare key, `#` optional.
SecretLookup lookupIn(const QMap<QString, QString> &values);

} // namespace longshore

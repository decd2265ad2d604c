// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// JSON of a file that people own: key order survives, and so does the spelling of every number. A number that a 64-bit
/// integer or a double would print differently (`1.10`, 30 digits, `-0`) is kept as a binary node that holds its source
/// text (JSON text itself has no binary values); `numberText` reads it back and `writeJson` prints it verbatim (A39).
using Json = nlohmann::ordered_json;

/// What `scanJson` saw besides the value.
struct JsonRemarks {
    QStringList duplicateKeys; ///< dotted paths of keys given twice in one object; the last one won (A40)
};

/// Nesting allowed in any JSON read from a person's file (A38).
constexpr int maximumJsonDepth = 256;

/// Reads strict RFC 8259 UTF-8 text. Error::BadInput names line and column and says in plain words what is wrong there:
/// byte order mark, UTF-16, comment, trailing comma, NaN, lone surrogate, nesting, a number out of range (A37–A41).
/// `asked` opens the sentence, e.g. "read the job x.job.json". Any thread.
Result<Json> scanJson(const QByteArray &text, const QString &asked, JsonRemarks *remarks = nullptr);

enum class JsonStyle {
    Compact,   ///< one line, no spaces
    Canonical, ///< two-space indent, UTF-8 as it is: job files
    Php        ///< four-space indent, `\/`, `\uXXXX`: what the platform's runner writes (F9)
};

/// The text of `json`, without a final newline.
QByteArray writeJson(const Json &json, JsonStyle style);

bool isNumber(const Json &json);             ///< also for numbers kept as text
QByteArray numberText(const Json &json);     ///< the number as written in its source
double numberValue(const Json &json);        ///< nearest double, for limits and plots only
bool isWholeNumber(const Json &json);        ///< integer by spelling or by value (`3`, `3.0`, 30 digits)
Json numberFromText(const QByteArray &text); ///< a node that prints as `text`, which must be a JSON number

QString toQString(const Json &json);    ///< of a string node; empty for any other
Json fromQString(const QString &text);  ///< a string node; a lone surrogate becomes U+FFFD
QString jsonTypeName(const Json &json); ///< "a string", "a list", "nothing (null)", … for sentences
/// For libraries that take the unordered type. Whole numbers become integers (`3.0`, too; those beyond 64 bits the
/// nearest one), other numbers doubles.
nlohmann::json toPlainJson(const Json &json);

/// Dotted paths, as the platform's messages spell them: `storage.input.tables.0.source`. A dot within a key is `\.`,
/// a backslash `\\`. The empty path is the document itself.
QString joinPath(const QString &parent, const QString &key);
QString joinPath(const QString &parent, int index);
QStringList splitPath(const QString &path);
/// The node at `path`, or nullptr.
const Json *findPath(const Json &root, const QString &path);

} // namespace longshore

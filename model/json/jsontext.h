// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QStringList>
#include <optional>

namespace longshore
{

/// `text`, which `scanJson` read without remarks, with the values at these dotted paths replaced by other JSON text. Every
/// other byte stays: layout, key order, spelling. A path that is not there is no error.
QByteArray replaceJsonValues(const QByteArray &text, const QMap<QString, QByteArray> &byPath);

/// A place in a text, as people count; a column is a UTF-16 unit, as in a QString.
struct TextPlace {
    int line = 1;
    int column = 1;

    bool operator==(const TextPlace &) const = default;
};
TextPlace placeAt(const QByteArray &text, qsizetype offset); ///< of this byte

/// Where the values at these dotted paths begin in `text`, which `scanJson` read. A path that is not there has the place
/// of the nearest node above it.
QMap<QString, TextPlace> jsonPlaces(const QByteArray &text, const QStringList &paths);
/// Where `scanJson` stops at `text`; nothing when it reads it, or when the text as a whole is wrong.
std::optional<TextPlace> jsonErrorPlace(const QByteArray &text);

} // namespace longshore

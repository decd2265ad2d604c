// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace longshore
{

/// What one pass over a CSV file shows of its dialect (F6, F7). Line and record numbers start at 1; 0 = none.
struct CsvFacts {
    QString trouble;      ///< why it could not be read; empty = it was
    bool gzip = false;    ///< compressed: nothing else is known (F23)
    bool partial = false; ///< longer than what is looked at
    qint64 bytes = 0;
    qint64 records = 0; ///< with the first one; blank lines are none
    QStringList first;  ///< fields of the first record
    bool byteOrderMark = false;
    qint64 crlfLine = 0; ///< first line that ends in CR LF, outside quotes
    qint64 ragged = 0;   ///< first record with another number of fields than the first one
    qint64 raggedFields = 0;
    qint64 strayLine = 0; ///< first line with a quote where none may be
    qint64 openLine = 0;  ///< line of a quoted field that never ends
    bool badUtf8 = false;
    bool nul = false;

    bool operator==(const CsvFacts &) const = default;
};

/// Scans at most `most` bytes. `enclosure` 0 = none. Blocks on the file; any thread.
CsvFacts scanCsv(const QString &path, char delimiter = ',', char enclosure = '"', qint64 most = 1ll << 30);

} // namespace longshore

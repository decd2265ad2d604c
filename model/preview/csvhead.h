// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QStringList>

namespace longshore
{

/// How a CSV file is written; the defaults are the contract's (F6).
struct CsvLook {
    char delimiter = ',';
    char enclosure = '"'; ///< 0 = none

    bool operator==(const CsvLook &) const = default;
};

/// The first records of a CSV text, for people to look at: whatever is wrong with it is shown as it stands. `isWhole`:
/// the text ends where the file does; else its last record may be cut and is left out. Blank lines are no records.
QList<QStringList> readCsvHead(QByteArrayView text, bool isWhole, qsizetype most, const CsvLook &look = {});

} // namespace longshore

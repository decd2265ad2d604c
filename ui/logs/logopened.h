// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfields.h"
#include "ui/logs/logshown.h"

#include <vector>

namespace longshore
{

/// One visual row of a field below an opened line.
struct FieldPiece {
    QString name; ///< on the field's first row only
    QString text;
    int field = 0;
};

/// A line the user opened: a structured one shows its fields below it, another all of its text.
struct OpenedLine {
    ShowOptions options; ///< of the line itself
    int ownRows = 1;     ///< visual rows of the line itself
    std::vector<FieldPiece> pieces;
    QList<LogField> fields;
    int nameCells = 0; ///< width of the column of names

    int rows() const { return ownRows + int(pieces.size()); }
};

/// `columns`: cells that fit the screen.
OpenedLine openLine(const LogLine &line, const ShowOptions &options, int columns);

} // namespace longshore

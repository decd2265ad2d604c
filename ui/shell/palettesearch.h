// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QKeySequence>
#include <QList>
#include <QString>
#include <functional>

namespace longshore
{

/// Something that the palette finds.
struct PaletteEntry {
    enum class Kind { Job, Image, Run, Container, Action }; ///< in the order shown
    Kind kind = Kind::Action;
    QString text; ///< plain
    QString note; ///< muted after the text; found as well
    QIcon icon;
    QKeySequence keys;
    std::function<void()> go;       ///< what choosing it does
    std::function<void()> run = {}; ///< what Ctrl+Enter does instead, where it can be run
};

/// Asked whenever the palette opens.
using PaletteSource = std::function<QList<PaletteEntry>()>;

/// A row of the palette: a heading, or an entry with the parts of its text that were typed.
struct PaletteRow {
    struct Part {
        int start = 0;
        int length = 0;
        bool operator==(const Part &) const = default;
    };
    QString heading;
    int entry = -1; ///< its place in the list searched; -1 = a heading
    QList<Part> parts;
};

struct PaletteResult {
    QList<PaletteRow> rows;
    int found = 0; ///< entries, shown or not
};

/// What was typed, found: every word has to be part of text or note. A beginning counts more than the beginning of a
/// word, that more than the middle of one, a note least; the two best stand first, the others below the heading of their
/// kind, some of each. `>` asks for actions only, `:` for images, `#` for runs. Nothing typed gives all actions. Pure.
PaletteResult searchPalette(const QList<PaletteEntry> &entries, const QString &typed);

} // namespace longshore

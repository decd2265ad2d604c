// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace longshore
{

struct DiffLimits {
    int context = 3;      ///< lines around a change
    int lines = 60;       ///< of the whole diff; the rest is counted
    int lineLength = 400; ///< characters of one line; the rest is cut
    int changes = 2000;   ///< lines removed and added for which the shortest diff is searched; beyond: one block
};

/// A unified diff of two texts by lines: `-` what was expected, `+` what came, each hunk under its `@@ -l,n +l,n @@`.
/// A last line without an end of line is told. Bytes that are no UTF-8 show as U+FFFD. Empty when both are equal.
/// Myers' algorithm between the common beginning and the common end. Pure; any thread.
QString unifiedDiff(const QByteArray &expected, const QByteArray &actual, const DiffLimits &limits = {});

/// One line of two texts laid over each other.
struct LineChange {
    enum class Kind { Kept, Removed, Added };
    Kind kind = Kind::Kept;
    QString text; ///< of a kept line as it is now

    bool operator==(const LineChange &) const = default;
};

/// All lines of both, in order. With `isJson`, a comma at a line's end makes no difference: it comes and goes with what
/// follows. Pure; any thread.
QList<LineChange> lineChanges(const QString &before, const QString &after, bool isJson = false);

} // namespace longshore

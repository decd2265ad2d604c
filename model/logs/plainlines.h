// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logreader.h"

#include <QList>
#include <QString>
#include <array>

namespace longshore
{

/// One line of a log as people read it.
struct PlainLine {
    LogSource source = LogSource::Stdout;
    bool note = false;     ///< written by Longshore, not by the component (A14)
    bool cut = false;      ///< longer than `longestLine`: the rest is in the stored log only
    qint64 engineTime = 0; ///< nanoseconds since 1970 UTC of its first byte, 0 unknown
    QString text;          ///< no control characters but tabs

    bool operator==(const PlainLine &) const = default;
};

/// Joins stored frames into lines, stdout and stderr apart, and makes their bytes readable: escape sequences are
/// dropped (A08), a carriage return starts the line anew (progress bars), other controls and directional overrides
/// become visible, invalid UTF-8 becomes U+FFFD. Pure; the result does not depend on how the bytes were cut.
class PlainLines
{
public:
    static constexpr qsizetype longestLine = 16 << 10; ///< bytes of a line that are shown

    /// The lines completed by this frame.
    QList<PlainLine> add(const StoredFrame &frame);
    /// Last lines that never got their newline.
    QList<PlainLine> finish();

private:
    struct Partial {
        QByteArray bytes;
        qint64 time = 0;
        bool begun = false;
        bool cut = false;
        bool note = false;
    };
    static PlainLine read(LogSource source, const Partial &partial);

    std::array<Partial, 4> m_partials;
};

/// The readable text of a line's bytes, by the rules above.
QString readableText(QByteArrayView line);

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QStaticText>

namespace longshore
{

/// Plain single lines as they were laid out for painting. Lists paint the same few hundred texts over and over, and to
/// lay one out costs several times what its painting does. GUI thread.
class LineCache
{
public:
    struct Line {
        QStaticText text;
        int width = 0;  ///< pixels
        int ascent = 0; ///< pixels from the top of `text` to its baseline
    };

    /// `text` in `font`, whose number in this cache is `role`.
    Line line(int role, const QFont &font, const QString &text);
    /// The fonts are others now.
    void clear() { m_lines.clear(); }

private:
    QCache<std::pair<int, QString>, Line> m_lines{200'000}; // characters
};

} // namespace longshore

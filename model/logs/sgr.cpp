// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/sgr.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace longshore
{

namespace
{

struct Parameters {
    static constexpr std::size_t most = 32;
    std::array<int, most> values{};
    std::size_t count = 0;

    explicit Parameters(QByteArrayView text)
    {
        int value = 0;
        for (const char c : text) {
            if (c >= '0' && c <= '9') {
                value = std::min(value * 10 + (c - '0'), 9999);
            } else if (c == ';' || c == ':') {
                add(value);
                value = 0;
            } else {
                count = 0; // a private sequence ("ESC [ > … m") is not about style
                return;
            }
        }
        add(value);
    }
    void add(int value)
    {
        if (count < most)
            values[count++] = value;
    }
};

int nearestLevel(int value)
{
    constexpr std::array<int, 6> levels{0, 95, 135, 175, 215, 255};
    int best = 0;
    for (int i = 1; i < 6; ++i) {
        if (std::abs(levels[std::size_t(i)] - value) < std::abs(levels[std::size_t(best)] - value))
            best = i;
    }
    return best;
}

int nearestColor(int red, int green, int blue)
{
    if (std::max({red, green, blue}) - std::min({red, green, blue}) < 10 && red > 8 && red < 238)
        return 232 + std::clamp((red - 8) / 10, 0, 23);
    return 16 + 36 * nearestLevel(red) + 6 * nearestLevel(green) + nearestLevel(blue);
}

/// The colour behind 38 or 48 at `i`, which moves on to its last parameter; -1 for none.
int extendedColor(const Parameters &p, std::size_t &i)
{
    if (i + 2 < p.count && p.values[i + 1] == 5) {
        i += 2;
        return p.values[i] < 256 ? p.values[i] : -1;
    }
    if (i + 4 < p.count && p.values[i + 1] == 2) {
        i += 4;
        return nearestColor(p.values[i - 2], p.values[i - 1], p.values[i]);
    }
    i = p.count;
    return -1;
}

void setForeground(TextStyle &style, int color) { style.bits = (style.bits & ~0x1ffu) | quint32(color + 1); }
void setBackground(TextStyle &style, int color) { style.bits = (style.bits & ~(0x1ffu << 9)) | quint32(color + 1) << 9; }

} // namespace

TextStyle applySgr(TextStyle before, QByteArrayView parameters)
{
    const Parameters p(parameters);
    TextStyle style = before;
    const auto on = [&style](TextStyle::Attribute a) { style.bits |= a; };
    const auto off = [&style](quint32 a) { style.bits &= ~a; };
    for (std::size_t i = 0; i < p.count; ++i) {
        const int n = p.values[i];
        switch (n) {
        case 0: style = {}; break;
        case 1: on(TextStyle::Bold); break;
        case 2: on(TextStyle::Dim); break;
        case 3: on(TextStyle::Italic); break;
        case 4: case 21: on(TextStyle::Underline); break;
        case 7: on(TextStyle::Inverse); break;
        case 9: on(TextStyle::Strike); break;
        case 22: off(TextStyle::Bold | TextStyle::Dim); break;
        case 23: off(TextStyle::Italic); break;
        case 24: off(TextStyle::Underline); break;
        case 27: off(TextStyle::Inverse); break;
        case 29: off(TextStyle::Strike); break;
        case 38: if (const int c = extendedColor(p, i); c >= 0) setForeground(style, c); break;
        case 39: setForeground(style, -1); break;
        case 48: if (const int c = extendedColor(p, i); c >= 0) setBackground(style, c); break;
        case 49: setBackground(style, -1); break;
        default:
            if (n >= 30 && n <= 37)
                setForeground(style, n - 30);
            else if (n >= 40 && n <= 47)
                setBackground(style, n - 40);
            else if (n >= 90 && n <= 97)
                setForeground(style, n - 90 + 8);
            else if (n >= 100 && n <= 107)
                setBackground(style, n - 100 + 8);
        }
    }
    return style;
}

} // namespace longshore

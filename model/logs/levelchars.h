// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <array>

namespace longshore::levels
{

/// What a byte is to the scan of a header.
enum Class : quint8 { Letter = 1, Digit = 2, Space = 4, Opens = 8, Closes = 16, Divides = 32, Mark = 64, Stop = 128 };
inline constexpr quint8 endsToken = Space | Opens | Closes | Divides | Stop;

inline constexpr auto classes = [] {
    std::array<quint8, 256> table{};
    for (int c = 0; c < 256; ++c)
        table[size_t(c)] = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? Letter : c >= 0x80 ? Letter : 0;
    for (int c = '0'; c <= '9'; ++c)
        table[size_t(c)] = Digit;
    table[' '] = table['\t'] = Space;
    table['['] = table['('] = table['{'] = Opens;
    table[']'] = table[')'] = table['}'] = Closes;
    table['|'] = table[','] = table[';'] = Divides;
    table[':'] = table['-'] = table['/'] = Mark; // makes a number a time stamp
    table['='] = table['"'] = Stop;
    return table;
}();

inline quint8 classOf(char c)
{
    return classes[quint8(c)];
}

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

inline bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

inline bool isCapitals(QByteArrayView word)
{
    for (const char c : word)
        if (c < 'A' || c > 'Z')
            return false;
    return true;
}

} // namespace longshore::levels

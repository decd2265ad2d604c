// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>

namespace longshore
{

/// Lets the first notices of each second through and counts the others, so that a component that sends nothing but
/// nonsense fills no log. Pure but for the clock. One thread.
class GelfNotices
{
public:
    static constexpr int perWindow = 10;
    static constexpr qint64 window = 1000; ///< ms

    explicit GelfNotices(std::function<qint64()> clock) : m_clock(std::move(clock)) {}

    /// True when the notice is to be shown now.
    bool admit();
    /// The sentence about those that were not, once the second is over (or `always`); else empty.
    QString summary(bool always = false);

private:
    std::function<qint64()> m_clock;
    qint64 m_begun = -window - 1;
    int m_shown = 0;
    int m_heldBack = 0;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace longshore
{

/// Finds fixed bytes in long texts as fast as memory gives them: two of the bytes, those that texts hold least often,
/// are compared at 128 places at once. Immutable, any thread.
class ByteSearch
{
public:
    /// Not empty.
    explicit ByteSearch(const QByteArray &needle);
    /// Where the needle begins at or behind `from`; -1 when it does not.
    qsizetype find(QByteArrayView text, qsizetype from) const;

private:
    QByteArray m_needle;
    qsizetype m_rare = 0;  ///< offsets of the two bytes in the needle
    qsizetype m_other = 0;
};

} // namespace longshore

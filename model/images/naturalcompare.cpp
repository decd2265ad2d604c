// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/naturalcompare.h"

namespace longshore
{

int naturalCompare(QStringView left, QStringView right)
{
    const auto digits = [](QStringView text, qsizetype from) {
        qsizetype end = from;
        while (end < text.size() && text[end] >= u'0' && text[end] <= u'9')
            ++end;
        while (from + 1 < end && text[from] == u'0')
            ++from;
        return text.mid(from, end - from);
    };
    qsizetype l = 0;
    qsizetype r = 0;
    while (l < left.size() && r < right.size()) {
        const QStringView leftRun = digits(left, l);
        const QStringView rightRun = digits(right, r);
        if (!leftRun.isEmpty() && !rightRun.isEmpty()) {
            if (leftRun.size() != rightRun.size())
                return leftRun.size() < rightRun.size() ? -1 : 1;
            if (const int order = leftRun.compare(rightRun))
                return order;
            l = leftRun.end() - left.begin();
            r = rightRun.end() - right.begin();
            continue;
        }
        if (left[l] != right[r])
            return left[l] < right[r] ? -1 : 1;
        ++l;
        ++r;
    }
    return (l < left.size()) - (r < right.size());
}

} // namespace longshore

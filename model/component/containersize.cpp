// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/containersize.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

Result<qint64> parseComponentMemory(const QString &declared)
{
    static const QRegularExpression shape(u"^([0-9]{1,9})([mMgG])$"_s);
    const QRegularExpressionMatch match = shape.match(declared.trimmed());
    if (!match.hasMatch()) {
        return fail(Error::make(Error::Kind::BadInput, u"read the component's memory \"%1\""_s.arg(declared),
                                u"it is not a whole number followed by m or g"_s, u"Write it like 256m or 2g."_s));
    }
    const qint64 unit = match.captured(2).toLower() == "m"_L1 ? 1'000'000 : 1'000'000'000;
    return match.captured(1).toLongLong() * unit;
}

ContainerLimits containerLimits(qint64 declaredBytes, const QString &size)
{
    struct Size {
        QLatin1String name;
        qint64 tenths; // in integers, so that 7.1 stays exact
        double cpus;
    };
    static constexpr Size sizes[] = {
        {"xsmall"_L1, 5, 1}, {"small"_L1, 10, 2}, {"medium"_L1, 20, 4}, {"large"_L1, 71, 14}};
    const QString wanted = size.isEmpty() ? u"small"_s : size;
    for (const Size &known : sizes) {
        if (wanted == known.name)
            return {declaredBytes * known.tenths / 10 / 1'000'000, known.cpus, true};
    }
    return {declaredBytes / 1'000'000, 1, false};
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/layersizes.h"

#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The tar of nothing at all, 1,024 zero bytes.
const QString emptyLayer = u"sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"_s;

/// Base first, of the steps that `makesLayer`.
template<class Test>
QList<qint64> sizesOf(const QList<ImageHistoryEntry> &history, Test makesLayer)
{
    QList<qint64> sizes;
    for (auto step = history.crbegin(); step != history.crend(); ++step) {
        if (makesLayer(*step))
            sizes.append(step->size);
    }
    return sizes;
}

} // namespace

bool onlyDescribes(const ImageHistoryEntry &step)
{
    static const QRegularExpression words(
        u"^(?:/bin/sh -c )?(?:#\\(nop\\)\\s+)?(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|"
        "STOPSIGNAL|USER|VOLUME)\\b"_s);
    return step.size <= 0 && words.match(step.createdBy).hasMatch();
}

QList<qint64> layerSizes(const QStringList &layers, const QList<ImageHistoryEntry> &history)
{
    QList<int> filled; // places of layers that can hold something
    for (int place = 0; place < layers.size(); ++place) {
        if (layers[place] != emptyLayer)
            filled.append(place);
    }
    QList<qint64> sizes(layers.size(), 0);
    const QList<qint64> withBytes = sizesOf(history, [](const ImageHistoryEntry &step) { return step.size > 0; });
    if (withBytes.size() == filled.size()) {
        for (int i = 0; i < filled.size(); ++i)
            sizes[filled[i]] = withBytes[i];
        return sizes;
    }
    if (withBytes.isEmpty() && !history.isEmpty())
        return sizes;
    const QList<qint64> ofSteps = sizesOf(history, [](const ImageHistoryEntry &step) { return !onlyDescribes(step); });
    return ofSteps.size() == layers.size() ? ofSteps : QList<qint64>();
}

} // namespace longshore

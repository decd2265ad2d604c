// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/layersizes.h"

#include "model/images/instructiontext.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The tar of nothing at all, 1,024 zero bytes.
const QString emptyLayer = u"sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"_s;

bool hasBytes(const ImageHistoryEntry &step)
{
    return step.size > 0;
}

QString firstWord(const ImageHistoryEntry &step)
{
    return instructionText(step.createdBy).section(u' ', 0, 0);
}

/// Not a step that makes no layer by its nature. RUN, COPY, ADD and WORKDIR may make one, even an empty one.
bool mayMakeOne(const ImageHistoryEntry &step)
{
    static const QSet<QString> describing{u"ARG"_s, u"CMD"_s, u"ENTRYPOINT"_s, u"ENV"_s, u"EXPOSE"_s, u"HEALTHCHECK"_s, u"LABEL"_s,
                                          u"MAINTAINER"_s, u"ONBUILD"_s, u"SHELL"_s, u"STOPSIGNAL"_s, u"USER"_s, u"VOLUME"_s};
    return hasBytes(step) || !describing.contains(firstWord(step));
}

bool writesFiles(const ImageHistoryEntry &step)
{
    static const QSet<QString> writing{u"ADD"_s, u"COPY"_s, u"RUN"_s};
    return hasBytes(step) || writing.contains(firstWord(step));
}

/// The steps that `makesLayer` made these `places`; empty when they are not as many, or bytes would be in the empty layer.
QList<int> assigned(const QStringList &layers, const QList<int> &places, const QList<ImageHistoryEntry> &history, bool (*makesLayer)(const ImageHistoryEntry &))
{
    QList<int> made;
    qsizetype next = 0;
    for (auto step = history.crbegin(); step != history.crend(); ++step) {
        const int place = makesLayer(*step) ? places.value(next++, -1) : -1;
        if (hasBytes(*step) && (place < 0 || layers[place] == emptyLayer))
            return {};
        made.append(place);
    }
    return next == places.size() ? made : QList<int>();
}

} // namespace

QList<int> layersOfSteps(const QStringList &layers, const QList<ImageHistoryEntry> &history)
{
    QList<int> all, filled; // places, and those that can hold something
    for (int place = 0; place < layers.size(); ++place) {
        all.append(place);
        if (layers[place] != emptyLayer)
            filled.append(place);
    }
    for (const auto makesLayer : {hasBytes, mayMakeOne, writesFiles}) {
        if (const QList<int> made = assigned(layers, all, history, makesLayer); !made.isEmpty())
            return made;
    }
    return assigned(layers, filled, history, hasBytes);
}

QList<qint64> layerSizes(const QStringList &layers, const QList<ImageHistoryEntry> &history)
{
    QList<qint64> sizes(layers.size(), 0);
    if (!history.isEmpty() && std::ranges::none_of(history, hasBytes))
        return sizes; // whoever made which
    const QList<int> made = layersOfSteps(layers, history);
    for (qsizetype i = 0; i < made.size(); ++i) {
        if (made[i] >= 0)
            sizes[made[i]] = history[history.size() - 1 - i].size;
    }
    return made.isEmpty() ? QList<qint64>() : sizes;
}

} // namespace longshore

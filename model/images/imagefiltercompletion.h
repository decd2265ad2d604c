// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"

#include <QMap>

namespace longshore
{

/// Values that the filter line of the Images page can offer, as they are on this engine.
struct ImageFilterValues {
    QMap<QString, QStringList> byKey; ///< `label`, `arch`, `tag`, `registry`, `used-by`: sorted, each once

    /// Takes them from what is known; a key has at most 200.
    static ImageFilterValues from(const QList<ImageSummary> &images, const QStringList &architectures,
                                  const QStringList &containers);
};

/// What a term could go on as.
struct ImageFilterOffer {
    QString text; ///< the whole term, `label:stage=build`, quoted where it has blanks; with a minus when one was typed
    QString hint; ///< what it means; may be empty

    bool operator==(const ImageFilterOffer &) const = default;
};

/// The term around the cursor, and what is offered for it.
struct ImageFilterCompletion {
    qsizetype start = 0; ///< of the term in the line
    qsizetype length = 0;
    QList<ImageFilterOffer> offers; ///< best first; empty when the term is complete or means nothing known

    /// What the whole line is with the offer at `row` taken, and where the cursor goes.
    std::pair<QString, qsizetype> taken(const QString &line, int row) const;
};

/// Offers keys and words for a term that begins like one, and values behind a key. `everything` offers all keys for an
/// empty term, too. Pure.
ImageFilterCompletion completeImageFilter(const QString &line, qsizetype cursor, const ImageFilterValues &values,
                                          bool everything = false);

} // namespace longshore

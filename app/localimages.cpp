// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localimages.h"

#include "model/component/definition.h"
#include "model/engine/sync.h"
#include "model/images/reference.h"

#include <algorithm>

namespace longshore
{

QStringList localReferences(const EngineSync &sync)
{
    QStringList references;
    for (const ImageSummary &image : sync.images())
        references += image.repoTags;
    references.sort();
    return references;
}

std::optional<ImageDetails> detailsOf(const EngineSync &sync, const QString &reference)
{
    const Result<Reference> wanted = Reference::parse(reference);
    for (const ImageSummary &image : sync.images()) {
        const bool isIt = std::any_of(image.repoTags.begin(), image.repoTags.end(), [&wanted](const QString &tag) {
            const Result<Reference> one = Reference::parse(tag);
            return wanted && one && *one == *wanted;
        });
        if (const ImageDetails *details = isIt ? sync.details(image.id) : nullptr)
            return *details;
    }
    return std::nullopt;
}

QByteArray labelRecord(const EngineSync &sync, const QString &reference)
{
    const auto details = detailsOf(sync, reference);
    return details ? details->labels.value(QString::fromLatin1(componentLabel)).toUtf8() : QByteArray();
}

} // namespace longshore

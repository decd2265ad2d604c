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
        const QStringList names = image.repoTags + image.repoDigests;
        const bool isIt = std::any_of(names.begin(), names.end(), [&wanted](const QString &name) {
            const Result<Reference> one = Reference::parse(name);
            return wanted && one && *one == *wanted;
        });
        if (const ImageDetails *details = isIt || image.id.value == reference ? sync.details(image.id) : nullptr)
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

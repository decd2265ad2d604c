// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/leavingimages.h"

#include "model/images/reference.h"
#include "model/images/removalreport.h"

namespace longshore
{

LeavingImages leavingImages(const RemovalPlan &plan, bool force)
{
    LeavingImages leaving;
    for (const ImageRemovalPlan &image : plan.images) {
        const auto outcome = image.outcome(force);
        if (outcome == ImageRemovalPlan::Outcome::Refused)
            continue;
        if (outcome == ImageRemovalPlan::Outcome::Deleted)
            leaving.images.insert(image.image);
        for (const QString &name : image.untagged)
            leaving.names.insert(fullReference(name), image.image);
    }
    return leaving;
}

LeavingImages leftImages(const LeavingImages &planned, const RemovalReport &report)
{
    LeavingImages left;
    left.images = QSet<ImageId>(report.deleted.begin(), report.deleted.end());
    for (const QString &name : report.untagged)
        left.names.insert(fullReference(name), planned.names.value(fullReference(name)));
    return left;
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/imagescommand.h"

#include "app/commands/jsontext.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/format.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

void ImagesCommand::engineConnected()
{
    session().client()->images().list({}, this, [this](const Result<QList<ImageSummary>> &images) {
        if (!images)
            return leave(images.error());
        m_images = *images;
        std::stable_sort(m_images.begin(), m_images.end(),
                         [](const ImageSummary &a, const ImageSummary &b) { return a.created > b.created; });
        for (const ImageSummary &image : std::as_const(m_images))
            m_wanted.enqueue(image.id);
        inspectNext();
    });
}

void ImagesCommand::inspectNext()
{
    if (m_wanted.isEmpty() && m_inspecting == 0)
        return print();
    while (m_inspecting < 4 && !m_wanted.isEmpty()) {
        const ImageId id = m_wanted.dequeue();
        ++m_inspecting;
        session().client()->images().inspect(id.value, this, [this, id](const Result<ImageDetails> &details) {
            --m_inspecting;
            if (details) // an image removed since the listing has none
                m_details.insert(id, *details);
            inspectNext();
        });
    }
}

void ImagesCommand::print()
{
    for (const ImageSummary &image : std::as_const(m_images)) {
        const ImageDetails details = m_details.value(image.id);
        if (console().json()) {
            console().object({{"id", "sha256:" + text(image.id.value)},
                              {"references", texts(image.repoTags)},
                              {"digests", texts(image.repoDigests)},
                              {"created", text(image.created.toString(Qt::ISODate))},
                              {"size", image.size},
                              {"entrypoint", texts(details.entrypoint)},
                              {"cmd", texts(details.cmd)},
                              {"runnable", details.isRunnable()}});
            continue;
        }
        const QString runs = details.isRunnable() ? (details.entrypoint + details.cmd).join(u' ')
                                                  : tr("cannot run: no ENTRYPOINT or CMD");
        const QStringList names = image.repoTags.isEmpty() ? QStringList{tr("(untagged)")} : image.repoTags;
        for (const QString &name : names)
            console().line(u"%1  %2  %3  %4"_s.arg(image.id.shortText(), format::bytes(image.size).rightJustified(9), name.leftJustified(48), runs));
    }
    if (m_images.isEmpty() && !console().json())
        console().note(tr("no images on this engine; pull one, or build one with its own tool"));
    leave(ExitCode::Success);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// What Ctrl+K finds beside the actions of the window.
#include "app/imageparts.h"
#include "app/palettesources.h"
#include "app/runlauncher.h"
#include "app/windowparts.h"
#include "ui/images/imagespage.h"

using namespace Qt::StringLiterals;

namespace longshore
{

void WindowParts::joinPalette()
{
    m_window.addPaletteSource([this] {
        return jobEntries(m_jobsModel, [this](const JobEntry &job) { openUser({.kind = ImageUse::Kind::Job, .id = job.path}); },
                          [this](const JobEntry &job) { m_launcher->openJob(job.path); });
    });
    m_window.addPaletteSource([this] {
        return imageEntries(m_imageModel,
                            [this](const ImageTag &tag) {
                                m_window.openPage(u"images"_s);
                                m_images->select(tag.reference);
                            },
                            [this](const ImageTag &tag) { m_launcher->runImage(tag.reference, tag.image); });
    });
    m_window.addPaletteSource([this] {
        return runEntries(m_runsModel, [this](const RunSummary &run) { openUser({.kind = ImageUse::Kind::Run, .id = run.id.value}); },
                          [this](const RunSummary &run) { m_launcher->runAgain(run); });
    });
    m_window.addPaletteSource([this] {
        return containerEntries(m_containersModel, [this](const ContainerSummary &container) { openUser({.kind = ImageUse::Kind::Container, .id = container.id.value}); });
    });
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the Images page meet.
#include "app/imageparts.h"

#include "model/images/baseregistries.h"
#include "model/images/build.h"
#include "model/images/buildservice.h"
#include "model/images/imagecommands.h"
#include "model/images/imagetreemodel.h"
#include "model/images/newertags.h"
#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "model/images/tagjournal.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/images/imageactions.h"

namespace longshore
{

void ImageParts::joinAcross()
{
    connect(m_journal, &TagJournal::formerNamesChanged, &m_services.model, &ImageTreeModel::setFormerNames);
    connect(m_journal, &TagJournal::formerNamesChanged, this, [this](const auto &names) { m_actions->setFormerNames(names); });
    connect(m_history, &TagHistoryTab::retagRequested, m_commands, [this](const QString &reference, const ImageId &image) { m_commands->tag(image, reference); });
    m_builds->setCredentials([this](const BuildRequest &request, QObject *context, const auto &done) {
        findBuildConfig(*m_registries, request, context, done);
    });
    connect(m_builds, &BuildService::built, m_journal, [this](const Build *build) {
        for (const QString &tag : build->request().tags)
            m_journal->explain(fullReference(tag), TagCause::Built, build->elapsedMs(), build->image());
    });
    connect(m_newerTags.get(), &NewerTags::changed, &m_services.model, &ImageTreeModel::setNewerTags);
    connect(m_registryCommands.get(), &RegistryCommands::pulled, m_journal, [this](const Reference &reference, const ImageId &image) {
        m_journal->explain(reference.full(), TagCause::Pulled, -1, image);
    });
}

/// Files are compared where both images were read; `reading` says when they are.
void ImageParts::answerFiles(ImageCompareView *view, FilesComparer::Reading reading)
{
    new FilesComparer(*m_files, *view, reading, [&model = m_services.model](const ImageId &image) {
        const ImageSummary *summary = model.summary(image);
        return summary ? summary->size : 0;
    });
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the Images page meet.
#include "app/imageparts.h"

#include "model/asynctask.h"
#include "model/images/baseregistries.h"
#include "model/images/build.h"
#include "model/images/buildservice.h"
#include "model/images/files/imagefiles.h"
#include "model/images/files/imagefilesdiff.h"
#include "model/images/imagecommands.h"
#include "model/images/imagetreemodel.h"
#include "model/images/newertags.h"
#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "model/images/tagjournal.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/images/imageactions.h"

namespace longshore
{
namespace
{

/// An index serves one thread, so the worker opens its own.
Result<FileChanges> changesOf(const QString &older, const QString &newer)
{
    constexpr qsizetype mostListed = 5000;
    const auto was = ImageIndex::open(older), is = ImageIndex::open(newer);
    if (!was || !is)
        return fail(was ? is.error() : was.error());
    return compareFiles(**was, **is, {}, mostListed);
}

} // namespace

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
            m_journal->explain(fullReference(tag), TagCause::Built, build->elapsedMs());
    });
    connect(m_newerTags.get(), &NewerTags::changed, &m_services.model, &ImageTreeModel::setNewerTags);
    connect(m_registryCommands.get(), &RegistryCommands::pulled, m_journal, [this](const Reference &reference, const ImageId &) {
        m_journal->explain(reference.full(), TagCause::Pulled);
    });
}

/// Files are compared where both images were read; `mayRead` has them read.
void ImageParts::answerFiles(ImageCompareView *view, bool mayRead)
{
    connect(view, &ImageCompareView::filesWanted, m_files, [this, view, mayRead] {
        for (const CompareSide &side : {view->before(), view->after()}) {
            if (!m_files->index(side.image) && !m_files->openKept(side.image) && mayRead)
                m_files->open(side.image, side.name, m_services.model.summary(side.image) ? m_services.model.summary(side.image)->size : 0);
        }
        tellFiles(view);
    });
    connect(m_files, &ImageFiles::opened, view, [this, view] { tellFiles(view); });
}

void ImageParts::tellFiles(ImageCompareView *view)
{
    const ImageId before = view->before().image, after = view->after().image;
    const auto older = m_files->index(before), newer = m_files->index(after);
    if (!older || !newer)
        return;
    runAsync(view, [was = older->path(), is = newer->path()] { return changesOf(was, is); }, [view, before, after](const Result<FileChanges> &changes) {
        if (changes)
            view->setFiles(before, after, *changes);
    });
}

} // namespace longshore

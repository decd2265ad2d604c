// SPDX-License-Identifier: GPL-3.0-or-later
// Registries: pull, push, logins, and what is newer there.
#include "app/imageparts.h"
#include "model/engine/sync.h"
#include "model/images/newertags.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "model/images/registrydigests.h"
#include "model/images/registrytags.h"
#include "model/settings.h"
#include "ui/images/imagespage.h"
#include "ui/images/registry/registryactions.h"
#include "ui/shell/mainwindow.h"

#include <QAction>

namespace longshore
{

using namespace Qt::StringLiterals;

void ImageParts::joinRegistry()
{
    m_registries = std::make_shared<RegistryAuth>(RegistryFiles::fromSystem(), m_services.keychain, m_services.settings);
    m_registryTags = std::make_unique<RegistryTags>(*m_registries);
    m_registryCommands = std::make_unique<RegistryCommands>(m_services.session, m_services.tasks, *m_registries, *m_registryTags);
    auto *actions = new RegistryActions(*m_registryCommands, m_services.window, this);
    m_page.addTool(actions->pull());
    m_page.addImageAction(actions->push());
    connect(&m_page, &ImagesPage::selectionChanged, actions, [this, actions] {
        const std::optional<ImageTag> tag = m_page.currentTag();
        actions->setCurrent(tag && !tag->tag.isEmpty() ? tag->fullReference : QString());
    });
    connect(m_registryCommands.get(), &RegistryCommands::pulled, &m_services.sync, &EngineSync::refresh);
    connect(m_registryCommands.get(), &RegistryCommands::showRequested, this, [this](const Reference &reference) {
        m_services.window.openPage(u"images"_s);
        m_page.select(reference.familiar());
    });
    m_services.window.addFileActions({actions->logIn(), makeNewerTags()});
}

QAction *ImageParts::makeNewerTags()
{
    m_newerTags = std::make_unique<NewerTags>(*m_registryTags);
    const auto tellLocal = [this](const QList<ImageSummary> &images) {
        QStringList references;
        for (const ImageSummary &image : images)
            references += image.repoTags;
        m_newerTags->setLocal(references);
    };
    connect(&m_services.sync, &EngineSync::imagesChanged, m_newerTags.get(), tellLocal);
    auto *look = new QAction(tr("Look for &newer tags at registries"), this);
    look->setObjectName(u"lookForNewerTags"_s);
    look->setCheckable(true);
    look->setChecked(m_services.settings.checksNewerTags());
    look->setStatusTip(tr("Asks the registries of the images here, once an hour"));
    connect(look, &QAction::toggled, &m_services.settings, &Settings::setChecksNewerTags);
    connect(&m_services.settings, &Settings::checksNewerTagsChanged, m_newerTags.get(), &NewerTags::setOn);
    m_newerTags->setOn(look->isChecked());
    joinTwins();
    return look;
}

/// Of the image that is looked at: whether its registry has the same under this tag.
void ImageParts::joinTwins()
{
    m_digests = std::make_unique<RegistryDigests>(*m_registries);
    const auto look = [this] {
        const std::optional<ImageTag> tag = m_page.currentTag();
        const ImageSummary *image = tag && !tag->tag.isEmpty() ? m_services.model.summary(tag->image) : nullptr;
        m_digests->look(image ? tag->fullReference : QString(), image ? image->repoDigests : QStringList());
    };
    connect(&m_page, &ImagesPage::selectionChanged, m_digests.get(), look);
    connect(&m_services.sync, &EngineSync::refreshed, m_digests.get(), look);
    connect(m_digests.get(), &RegistryDigests::compared, &m_page, &ImagesPage::setTwin);
    connect(&m_services.settings, &Settings::checksNewerTagsChanged, m_digests.get(), &RegistryDigests::setOn);
    m_digests->setOn(m_services.settings.checksNewerTags());
}

} // namespace longshore

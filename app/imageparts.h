// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

class QAction;

namespace longshore
{

class EngineSession;
class EngineSync;
class ImagesPage;
class ImageTreeModel;
class Keychain;
class MainWindow;
class NewerTags;
class NoticeList;
class RegistryAuth;
class RegistryCommands;
class RegistryTags;
class RunLauncher;
class Settings;
class Store;
class TaskList;

/// What the Images page is joined to. They outlive ImageParts.
struct ImageServices {
    EngineSession &session;
    EngineSync &sync;
    Store &store;
    Settings &settings;
    TaskList &tasks;
    NoticeList &notices;
    Keychain &keychain;
    RunLauncher &launcher;
    ImageTreeModel &model;
    MainWindow &window;
};

/// The objects behind the Images page, made and joined in one place. To be made before the page is added to the
/// window, which builds its menu from the page's actions.
class ImageParts : public QObject
{
    Q_OBJECT
public:
    /// The window owns `page`.
    ImageParts(const ImageServices &services, ImagesPage &page);
    ~ImageParts() override;

    /// Who to be at registries, for runs that pull too.
    const std::shared_ptr<RegistryAuth> &registries() const { return m_registries; }

private:
    void joinList();
    void joinRegistry();
    QAction *makeNewerTags();

    ImageServices m_services;
    ImagesPage &m_page;
    std::shared_ptr<RegistryAuth> m_registries;
    std::unique_ptr<RegistryTags> m_registryTags;
    std::unique_ptr<NewerTags> m_newerTags;
    std::unique_ptr<RegistryCommands> m_registryCommands;
};

} // namespace longshore

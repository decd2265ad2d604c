// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imageinspector.h"
#include "model/images/imageusers.h"
#include "ui/images/compare/filescomparer.h"

class QAction;

namespace longshore
{

class BuildActions;
class BuildService;
class EngineSession;
class EngineSync;
class ImageActions;
class ImageCommands;
class ImageCompareView;
class ImageFiles;
class ImagesPage;
class ImageTreeModel;
class JobsModel;
class Keychain;
class LogRoom;
class MainWindow;
class NewerTags;
class NoticeList;
class RegistryAuth;
class RegistryCommands;
class RegistryDigests;
class RegistryTags;
class RunLauncher;
class RunsModel;
class Settings;
class Store;
class TagHistoryTab;
class TagJournal;
class TaskList;

/// What the Images page is joined to. They outlive ImageParts.
struct ImageServices {
    EngineSession &session;
    EngineSync &sync;
    Store &store;
    Settings &settings;
    TaskList &tasks;
    NoticeList &notices;
    LogRoom &logs;
    Keychain &keychain;
    RunLauncher &launcher;
    ImageTreeModel &model;
    JobsModel &jobs;
    RunsModel &runs;
    MainWindow &window;
    std::function<QDateTime()> clock = {}; ///< what ages count from, for pictures; else that of the system
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

Q_SIGNALS:
    /// To be shown on its own page.
    void openRequested(const longshore::ImageUse &user);

private:
    void joinList();
    void joinListExtras();
    void joinRegistry();
    QAction *makeNewerTags();
    void joinTwins();
    void joinActions();
    void joinFiles();
    void joinHistory();
    void joinCompare();
    void joinArchives();
    void joinUsers();
    void joinAcross();
    void answerFiles(ImageCompareView *view, FilesComparer::Reading reading);
    QList<ImageUse> usersOf(const ImageTag &tag) const;

    ImageServices m_services;
    ImagesPage &m_page;
    ImageInspector m_inspector;
    std::shared_ptr<RegistryAuth> m_registries;
    std::unique_ptr<RegistryTags> m_registryTags;
    std::unique_ptr<NewerTags> m_newerTags;
    std::unique_ptr<RegistryDigests> m_digests;
    std::unique_ptr<RegistryCommands> m_registryCommands;
    // Children of this, or of the page.
    ImageCommands *m_commands = nullptr;
    ImageActions *m_actions = nullptr;
    BuildService *m_builds = nullptr;
    BuildActions *m_buildActions = nullptr;
    TagHistoryTab *m_history = nullptr;
    ImageFiles *m_files = nullptr;
    TagJournal *m_journal = nullptr;
};

} // namespace longshore

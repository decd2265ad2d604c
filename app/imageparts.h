// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace longshore
{

class EngineSession;
class EngineSync;
class BuildActions;
class BuildService;
class ImageActions;
class ImageCommands;
class ImagesPage;
class ImageTreeModel;
class Keychain;
class LogRoom;
class MainWindow;
class NoticeList;
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
    LogRoom &logs;
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

private:
    void joinList();
    void joinActions();

    ImageServices m_services;
    ImagesPage &m_page;
    ImageCommands *m_commands = nullptr;
    ImageActions *m_actions = nullptr;
    BuildService *m_builds = nullptr;
    BuildActions *m_buildActions = nullptr;
};

} // namespace longshore

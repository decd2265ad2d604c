// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace longshore
{

class EngineSession;
class EngineSync;
class ImagesPage;
class ImageTreeModel;
class Keychain;
class MainWindow;
class NoticeList;
class RunLauncher;
class Settings;
class Store;
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

private:
    void joinList();
    void joinHistory();
    void joinCompare();
    void joinArchives();

    ImageServices m_services;
    ImagesPage &m_page;
    TagJournal *m_journal = nullptr;
};

} // namespace longshore

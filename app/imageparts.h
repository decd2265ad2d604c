// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imageinspector.h"
#include "model/images/imageusers.h"

namespace longshore
{

class EngineSession;
class EngineSync;
class ImageFiles;
class ImagesPage;
class ImageTreeModel;
class JobsModel;
class Keychain;
class MainWindow;
class NoticeList;
class RunLauncher;
class RunsModel;
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
    JobsModel &jobs;
    RunsModel &runs;
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

Q_SIGNALS:
    /// To be shown on its own page.
    void openRequested(const longshore::ImageUser &user);

private:
    void joinList();
    void joinListExtras();
    void joinFiles();
    void joinHistory();
    void joinCompare();
    void joinArchives();
    void joinUsers();
    QList<ImageUser> usersOf(const ImageTag &tag) const;

    ImageServices m_services;
    ImagesPage &m_page;
    ImageInspector m_inspector;
    ImageFiles *m_files = nullptr;   ///< ours, as a child
    TagJournal *m_journal = nullptr; ///< likewise
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/engineview.h"
#include "ui/shell/page.h"
#include "ui/shell/palettesearch.h"

#include <QMainWindow>

#include <memory>

class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace longshore
{

class CommandPalette;
class FirstRunPage;
class NavigationItem;
class Navigation;
class Overlay;
class Settings;
class StaleStrip;
class StatusLine;
class TaskList;
class Theme;
class TopBar;
struct WindowActions;

/// The one window. Knows pages only by their interface and the engine only as values (EngineView); whoever makes it
/// adds the pages and binds the engine.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Settings &settings, TaskList &tasks, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    struct PageInfo {
        QString id;       ///< stable; remembered in the settings
        QString title;
        QString iconName;
        QString menuTitle; ///< where the page's actions go: "&Image", "&Run"
        bool needsEngine = true; ///< gives way to the first-run page while no engine was found
    };
    /// Takes `page`. The page shown last (settings) is opened once it was added, until then the first one.
    void addPage(const PageInfo &info, Page *page);
    void openPage(const QString &id);
    /// A line over the pages, below the one that says that the engine is lost. Takes it.
    void addStrip(QWidget *strip);
    /// Puts actions of the program at the top of the File menu; they outlive the window.
    void addFileActions(const QList<QAction *> &actions);
    QString currentPage() const;
    /// What Ctrl+K finds beside the actions of the window.
    void addPaletteSource(const PaletteSource &source) { m_paletteSources.append(source); }

    void setEngine(const EngineView &view);
    /// Shows or hides the first-run page.
    void setFirstRun(bool shown, const FirstRunView &view = {});
    /// Opens the first-run page's line to type an endpoint in.
    void editEndpoint();

Q_SIGNALS:
    void startPodmanRequested();
    void tryAgainRequested();
    /// Text that Endpoint::parse accepts.
    void endpointGiven(const QString &endpoint);
    /// The window was closed by the user; its geometry is saved.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Entry {
        PageInfo info;
        Page *page;
        NavigationItem *item;
        QMenu *menu;
    };
    void build();
    void connectActions();
    void showPage(int index);
    void updateContent();
    void updateStatus();
    void openPalette();
    void openTasks();
    void showAbout();
    Page *page() const;

    Settings &m_settings;
    TaskList &m_tasks;
    Theme &m_theme;
    std::unique_ptr<WindowActions> m_actions;
    QList<Entry> m_pages;
    int m_current = -1;
    bool m_firstRunShown = false;
    TopBar *m_topBar = nullptr;
    Navigation *m_navigation = nullptr;
    StaleStrip *m_strip = nullptr;
    QVBoxLayout *m_content = nullptr; ///< strips and pages
    QStackedWidget *m_stack = nullptr;
    FirstRunPage *m_firstRun = nullptr;
    StatusLine *m_status = nullptr;
    CommandPalette *m_palette = nullptr;
    QList<PaletteSource> m_paletteSources;
    Overlay *m_paletteOverlay = nullptr;
    Overlay *m_taskOverlay = nullptr;
};

} // namespace longshore

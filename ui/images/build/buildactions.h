// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/buildservice.h"
#include "ui/logs/logpane.h"

#include <QDeadlineTimer>
#include <QPointer>

class QAction;

namespace longshore
{

class BuildDialog;
class BuildWindow;
class ImagesPage;

/// Build…, Build again and Show the build of the Images page, with the dialog that asks and the windows that show: a
/// build under way keeps its own. What is built is selected in the list as soon as the list has it.
class BuildActions : public QObject
{
    Q_OBJECT
public:
    /// All but `page`, whose child it becomes, outlive it; adds its actions to the page.
    BuildActions(BuildService &builds, const EngineSession &session, const LogServices &services, ImagesPage &page);

    /// Asks what to build, beginning with this folder or request.
    void ask(const std::optional<BuildRequest> &request = std::nullopt);

private:
    void selectBuilt();
    void again();
    void start(const BuildRequest &request);
    void show(Build *build);
    BuildWindow *windowFor(const Build *build);
    void update();

    BuildService &m_builds;
    const EngineSession &m_session;
    LogServices m_services;
    ImagesPage &m_page;
    QAction *m_build;
    QAction *m_again;
    QAction *m_show;
    QPointer<BuildDialog> m_dialog;
    QList<BuildWindow *> m_windows; ///< of the page's window; the one used last is last
    ImageId m_toSelect; ///< what was built and is not in the list yet
    QString m_name;     ///< one of its names; may be empty
    QDeadlineTimer m_patience;
};

} // namespace longshore

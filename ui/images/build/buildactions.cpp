// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/buildactions.h"

#include "model/engine/session.h"
#include "model/images/removalplan.h"
#include "model/secretnames.h"
#include "ui/images/build/builddialog.h"
#include "ui/images/build/buildwindow.h"
#include "ui/images/imagespage.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int patienceMs = 10'000; ///< after which a list that still lacks the image has lost its right to move the selection

/// Values that look like secrets are not kept over the end of the program.
bool lacksSecrets(const BuildRequest &request)
{
    const auto &arguments = request.arguments;
    return std::any_of(arguments.keyValueBegin(), arguments.keyValueEnd(), [](const auto &argument) { return argument.second.isEmpty() && looksSecret(argument.first); });
}

} // namespace

BuildActions::BuildActions(BuildService &builds, const EngineSession &session, const LogServices &services, ImagesPage &page)
    : QObject(&page)
    , m_builds(builds)
    , m_session(session)
    , m_services(services)
    , m_page(page)
    , m_build(new QAction(Icons::get(u"run-build"_s), tr("Build…"), this))
    , m_again(new QAction(Icons::get(u"run-build"_s), tr("Build again"), this))
    , m_show(new QAction(Icons::get(u"run-build"_s), tr("Show the build"), this))
{
    m_build->setObjectName(u"buildImage"_s);
    m_build->setShortcut(Qt::CTRL | Qt::Key_B);
    m_again->setObjectName(u"buildImageAgain"_s);
    m_again->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    m_show->setObjectName(u"showBuild"_s);
    m_show->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_B);
    m_show->setStatusTip(tr("The steps and the log of the build that was started last"));
    for (QAction *action : {m_build, m_again, m_show}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        page.addAction(action);
    }
    page.addTool(m_build);
    page.addMenuTool(m_again);
    page.addMenuTool(m_show);
    connect(m_build, &QAction::triggered, this, [this] { ask(); });
    connect(m_again, &QAction::triggered, this, &BuildActions::again);
    connect(m_show, &QAction::triggered, this, [this] { show(m_builds.latest()); });
    connect(&builds, &BuildService::started, this, [this](Build *build) {
        if (m_dialog)
            m_dialog->close();
        m_dialog = nullptr;
        update();
        show(build);
    });
    connect(&builds, &BuildService::showRequested, this, &BuildActions::show);
    connect(&builds, &BuildService::built, this, [this](const Build *build) {
        const QStringList &tags = build->request().tags;
        m_toSelect = build->image();
        m_name = tags.isEmpty() ? m_toSelect.value : familiarImageName(tags.constFirst());
        m_patience.setRemainingTime(patienceMs);
        selectBuilt();
    });
    connect(&page, &ImagesPage::selectionChanged, this, &BuildActions::selectBuilt);
    update();
}

void BuildActions::ask(const std::optional<BuildRequest> &request)
{
    if (!m_dialog) {
        const auto recall = [this](const QString &folder) { return m_builds.lastRequest(folder); };
        m_dialog = new BuildDialog(m_builds.folders(), recall, m_session.kind() == EngineKind::Docker, m_page.window());
        connect(m_dialog, &BuildDialog::buildRequested, this, &BuildActions::start);
    }
    if (request)
        m_dialog->setRequest(*request);
    m_dialog->show();
    m_dialog->activateWindow();
}

void BuildActions::again()
{
    const std::optional<BuildRequest> last = m_builds.lastRequest();
    if (!last || lacksSecrets(*last))
        return ask(last);
    start(*last);
}

void BuildActions::start(const BuildRequest &request)
{
    if (const Result<Build *> started = m_builds.start(request); !started) {
        const bool isShown = m_dialog && m_dialog->request() == request; // with what was typed still known as such
        ask(isShown ? std::nullopt : std::optional(request));
        m_dialog->showError(started.error());
    }
}

void BuildActions::show(Build *build)
{
    BuildWindow *window = windowFor(build);
    if (window->build() != build)
        window->setBuild(build);
    window->show();
    window->raise();
    window->activateWindow();
}

/// Its own, else the one that was left alone for longest and whose build is over, else a new one.
BuildWindow *BuildActions::windowFor(const Build *build)
{
    auto found = std::find_if(m_windows.begin(), m_windows.end(), [build](const BuildWindow *window) { return window->build() == build; });
    if (found == m_windows.end())
        found = std::find_if(m_windows.begin(), m_windows.end(), [](const BuildWindow *window) { return !window->build() || !window->build()->isRunning(); });
    if (found != m_windows.end()) {
        std::rotate(found, found + 1, m_windows.end());
        return m_windows.constLast();
    }
    auto *window = new BuildWindow(m_services, m_page.window());
    m_windows.append(window);
    connect(window, &BuildWindow::againRequested, this, &BuildActions::start);
    connect(window, &BuildWindow::editRequested, this, [this](const BuildRequest &request) { ask(request); });
    connect(window, &BuildWindow::imageRequested, this, [this](const ImageId &image) {
        m_page.select(image.value);
        m_page.window()->activateWindow();
    });
    return window;
}

/// The list may not have it yet.
void BuildActions::selectBuilt()
{
    if (m_toSelect.isEmpty() || m_patience.hasExpired())
        return;
    const ImageId wanted = std::exchange(m_toSelect, {});
    m_page.select(m_name);
    const std::optional<ImageTag> shown = m_page.currentTag();
    if (!shown || shown->image != wanted)
        m_toSelect = wanted;
}

void BuildActions::update()
{
    m_again->setEnabled(m_builds.lastRequest().has_value());
    m_show->setEnabled(m_builds.latest());
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
// What the actions of ContainersPage do.
#include "ui/containers/containerdialogs.h"
#include "ui/containers/containerspage.h"
#include "ui/containers/containertable.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace longshore
{

void ContainersPage::joinActions()
{
    connect(m_actions.start, &QAction::triggered, this, [this] {
        forChosen(ContainerActions::canStart, [this](const ContainerId &id) { m_commands.start(id); });
    });
    connect(m_actions.stop, &QAction::triggered, this, [this] {
        forChosen(ContainerActions::canStop, [this](const ContainerId &id) { m_commands.stop(id); });
    });
    connect(m_actions.restart, &QAction::triggered, this, [this] {
        forChosen(nullptr, [this](const ContainerId &id) { m_commands.restart(id); });
    });
    connect(m_actions.stopWithin, &QAction::triggered, this, &ContainersPage::stopWithin);
    connect(m_actions.pause, &QAction::triggered, this, &ContainersPage::pauseOrResume);
    connect(m_actions.kill, &QAction::triggered, this, &ContainersPage::kill);
    connect(m_actions.rename, &QAction::triggered, this, &ContainersPage::rename);
    connect(m_actions.remove, &QAction::triggered, this, &ContainersPage::remove);
    connect(m_actions.open, &QAction::triggered, this, [this] {
        if (const QUrl url = browserUrl(); !url.isEmpty())
            QDesktopServices::openUrl(url);
    });
    connect(m_actions.copyName, &QAction::triggered, this, [this] { copy(&ContainersModel::nameOf); });
    connect(m_actions.copyId, &QAction::triggered, this, [this] {
        copy([](const ContainerSummary &container) { return container.id.value; });
    });
    connect(m_actions.copyRunLine, &QAction::triggered, this, &ContainersPage::copyRunLine);
    connect(m_actions.useAsJob, &QAction::triggered, this, &ContainersPage::useAsJob);
    connect(m_actions.refresh, &QAction::triggered, this, &ContainersPage::refreshRequested);
}

QUrl ContainersPage::browserUrl() const
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.size() != 1 || !m_model.state(rows.constFirst()).isUp())
        return {};
    for (const PortView &port : portViews(m_model.at(rows.constFirst()).ports)) {
        if (const QUrl url = portUrl(port, m_endpoint); !url.isEmpty())
            return url;
    }
    return {};
}

/// "web-1", or "3 containers".
QString ContainersPage::chosenText() const
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.isEmpty())
        return {};
    return rows.size() == 1 ? ContainersModel::nameOf(m_model.at(rows.constFirst())) : tr("%n containers", nullptr, int(rows.size()));
}

/// The rows may be others by the time a question is answered: ids are taken when it is asked.
void ContainersPage::forChosen(bool (*can)(const ContainerState &), const std::function<void(const ContainerId &)> &command)
{
    QList<ContainerId> ids;
    for (const int row : m_table->chosenRows()) {
        if (!can || can(m_model.state(row)))
            ids.append(m_model.at(row).id);
    }
    for (const ContainerId &id : std::as_const(ids))
        command(id);
}

void ContainersPage::stopWithin()
{
    QList<ContainerId> ids;
    forChosen(ContainerActions::canStop, [&ids](const ContainerId &id) { ids.append(id); });
    containerdialogs::askGrace(this, chosenText(), [this, ids](int seconds) {
        for (const ContainerId &id : ids)
            m_commands.stop(id, seconds);
    });
}

void ContainersPage::pauseOrResume()
{
    if (m_actions.resumes())
        forChosen(ContainerActions::canResume, [this](const ContainerId &id) { m_commands.resume(id); });
    else
        forChosen(ContainerActions::canPause, [this](const ContainerId &id) { m_commands.pause(id); });
}

void ContainersPage::kill()
{
    QList<ContainerId> ids;
    forChosen(ContainerActions::canStop, [&ids](const ContainerId &id) { ids.append(id); });
    containerdialogs::askSignal(this, chosenText(), [this, ids](const QString &signal) {
        for (const ContainerId &id : ids)
            m_commands.kill(id, signal);
    });
}

void ContainersPage::rename()
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.size() != 1)
        return;
    const ContainerId id = m_model.at(rows.constFirst()).id;
    containerdialogs::askName(this, chosenText(), [this, id](const QString &name) { m_commands.rename(id, name); });
}

void ContainersPage::remove()
{
    QList<containerdialogs::RemoveSubject> subjects;
    QList<ContainerId> ids;
    for (const int row : m_table->chosenRows()) {
        const ContainerSummary &container = m_model.at(row);
        subjects.append({ContainersModel::nameOf(container), ContainersModel::imageOf(container), m_model.state(row)});
        ids.append(container.id);
    }
    if (ids.isEmpty())
        return;
    containerdialogs::askRemove(this, subjects, [this, ids](const ContainerCommands::RemoveOptions &options) {
        for (const ContainerId &id : ids)
            m_commands.remove(id, options);
    });
}

void ContainersPage::copy(const std::function<QString(const ContainerSummary &)> &text)
{
    QStringList lines;
    for (const int row : m_table->chosenRows())
        lines.append(text(m_model.at(row)));
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void ContainersPage::copyRunLine()
{
    const QList<int> rows = m_table->chosenRows();
    const bool shown = rows.size() == 1 && m_model.at(rows.constFirst()).id == m_view.overview.summary.id;
    if (shown && !m_view.overview.runLine.isEmpty())
        QGuiApplication::clipboard()->setText(m_view.overview.runLine);
}

/// The engine has told all about the container that is shown.
void ContainersPage::useAsJob()
{
    const QList<int> rows = m_table->chosenRows();
    if (rows.size() != 1 || m_model.at(rows.constFirst()).id != m_view.overview.summary.id || !m_inspection)
        return;
    const ImageDetails *image = m_imageOf ? m_imageOf(m_view.overview.summary.imageId) : nullptr;
    Q_EMIT useAsJobRequested(m_inspection->setup, image ? std::optional(*image) : std::nullopt);
}

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containercommands.h"
#include "model/containers/containersmodel.h"

#include <functional>

class QWidget;

namespace longshore
{

/// The questions of the Containers page. None blocks: each opens a window-modal dialog that deletes itself, and calls
/// `answer` when it was answered.
namespace containerdialogs
{

/// How long to wait before SIGKILL. `what` names the containers.
void askGrace(QWidget *parent, const QString &what, const std::function<void(int seconds)> &answer);
/// A signal by name or number.
void askSignal(QWidget *parent, const QString &what, const std::function<void(const QString &signal)> &answer);
/// A new name; one that no container can have is told in place.
void askName(QWidget *parent, const QString &name, const std::function<void(const QString &name)> &answer);

struct RemoveSubject {
    QString name;
    QString image;
    ContainerState state;
};
/// Names exactly what goes.
void askRemove(QWidget *parent, const QList<RemoveSubject> &containers,
               const std::function<void(const ContainerCommands::RemoveOptions &options)> &answer);

} // namespace containerdialogs
} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QList>

class QAction;
class QWidget;

namespace longshore
{

/// What can be done with a run, with the keys. The Runs page says how it is done.
struct RunActions {
    /// `owner` takes the actions.
    explicit RunActions(QWidget *owner);

    QAction *open;
    QAction *stop;
    QAction *again;
    QAction *edit;
    QAction *compare;
    QAction *snapshot;      ///< a stage's data folder as the platform's debug zip
    QAction *exportCapsule;

    /// The run that is chosen; one without an id is none.
    void update(const RunSummary &run);
    /// In the order of the menus; nullptr = separator.
    QList<QAction *> all() const;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/probe.h"
#include "ui/theme/marks.h"

#include <QWidget>

class QVBoxLayout;

namespace longshore
{

/// One place where an engine was looked for: mark, endpoint, where the endpoint came from, what happened; for one
/// that is there but cannot be used also the chain of checks, who you are, the command that helps and its risk.
class ProbeRow : public QWidget
{
    Q_OBJECT
public:
    explicit ProbeRow(const ProbeReport &report, QWidget *parent = nullptr);

    /// Absent places are no errors: only what is there and fails is marked as one.
    static Mark markOf(const ProbeReport &report);

Q_SIGNALS:
    void tryAgainRequested();

private:
    void addEvidence(const ProbeReport &report, QVBoxLayout *column);
};

} // namespace longshore

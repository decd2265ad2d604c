// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "ui/widgets/bars.h"

class QAction;
class QPushButton;

namespace longshore
{

class ElidedLabel;
struct RunActions;

/// The header over one run: the way back, what it is, its verdict, and what can be done with it.
class RunHeader : public Bar
{
    Q_OBJECT
public:
    /// `actions` are about the run shown; they outlive it.
    explicit RunHeader(const RunActions &actions, QWidget *parent = nullptr);

    void setRun(const RunSummary &run);
    /// With Escape and Alt+Left; the view it heads adds it.
    QAction *backAction() const { return m_back; }

private:
    QWidget *makeTexts();
    void addButtons(const RunActions &actions);

    QAction *m_back;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QWidget *m_verdictPlace;
    QPushButton *m_stop;
    QPushButton *m_compare;
    QPushButton *m_edit;
    QPushButton *m_again;
    RunId m_shown;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/platformlogfeed.h"

#include <QWidget>

class QPlainTextEdit;
class QTreeView;

namespace longshore
{

class PlainLabel;
class StatePage;

/// A run's log as the platform shows it: its events, and all of the one chosen. Reads only while it is seen.
class PlatformPane : public QWidget
{
    Q_OBJECT
public:
    explicit PlatformPane(QWidget *parent = nullptr);

    /// Another run, or the same one in a later state.
    void setRun(const RunSummary &run);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeTree();
    void makeDetails();
    void showState();
    void showDetails();
    QString sentence() const;

    RunSummary m_run;
    PlatformLogFeed m_feed;
    PlainLabel *m_sentence;
    QTreeView *m_view;
    QPlainTextEdit *m_details;
    StatePage *m_states;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/engineview.h"

#include <QScrollArea>

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace longshore
{

class Card;
class EndpointEditor;
class PlainLabel;

/// Shown while no engine can be used: what was tried, why each place failed, and the one next action. Not modal,
/// not a wizard; pages that need no engine stay reachable.
class FirstRunPage : public QScrollArea
{
    Q_OBJECT
public:
    explicit FirstRunPage(QWidget *parent = nullptr);

    void set(const FirstRunView &view);
    /// Opens the line to type an endpoint in and puts the cursor there.
    void editEndpoint();

Q_SIGNALS:
    void startPodmanRequested();
    void checkAgainRequested();
    /// Text that Endpoint::parse accepts.
    void endpointGiven(const QString &endpoint);

private:
    QWidget *makePodmanCard();
    QWidget *makeTriedHeader();
    void fillTried();
    void updatePodmanCard();

    FirstRunView m_view;
    QWidget *m_body;
    PlainLabel *m_title;
    PlainLabel *m_sentence;
    PlainLabel *m_problem;
    PlainLabel *m_podmanTitle = nullptr; // these three are made by makePodmanCard(), so they come before the card
    PlainLabel *m_podmanText = nullptr;
    QPushButton *m_startPodman = nullptr;
    QWidget *m_podmanCard;
    PlainLabel *m_triedFacts = nullptr;
    QToolButton *m_checkAgain = nullptr;
    EndpointEditor *m_editor;
    Card *m_tried;
    QVBoxLayout *m_rows;
};

} // namespace longshore

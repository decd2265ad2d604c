// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/containers/containerinspector.h"
#include "ui/containers/containerlog.h"
#include "ui/containers/containeroverview.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QStackedLayout;
class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace longshore
{

class ElidedLabel;
class JsonView;
class MarkLabel;
class StatePage;
struct ContainerActions;

/// What the detail shows of one container.
struct ContainerView {
    ContainerOverviewContent overview;
    QString name;
    ContainerState state;
    bool gone = false; ///< it was removed; its log stays
};

/// The right side of the Containers page: name, state, and the tabs Log, Overview and Inspect.
class ContainerDetailPane : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Log, Overview, Inspect };

    ContainerDetailPane(const ContainerActions &actions, QWidget *parent = nullptr);

    /// What fills the Log tab; without one it says that there is no log view.
    void setLogFactory(ContainerLogFactory factory);
    /// Shows this container; nothing asks to choose one.
    void setView(const std::optional<ContainerView> &view);
    /// What the engine says of it; null until known. An error takes the place of a document that is not known.
    void setTree(std::shared_ptr<const JsonTree> tree);
    void setInspectError(const Error &error);
    void showTab(Tab tab);
    Tab tab() const;
    /// Ctrl+F while the focus is in the pane. False when the shown tab has nothing to find in.
    bool focusFind();

Q_SIGNALS:
    void openRequested(const QUrl &url);

private:
    QWidget *makeContent(const ContainerActions &actions);
    QLayout *makeHead(const ContainerActions &actions, QWidget *content);
    QWidget *makeLogPlace();
    void fillLog();
    void dropLog();

    QStackedLayout *m_stack;
    ElidedLabel *m_title;
    MarkLabel *m_state;
    ElidedLabel *m_sentence;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QStackedWidget *m_logPlace;
    ContainerOverview *m_overview;
    StatePage *m_inspectStates;
    JsonView *m_json;
    ContainerLogFactory m_makeLog;
    ContainerLogView m_log;
    QHBoxLayout *m_tabRow = nullptr;
    ContainerId m_logOf;
    QTimer m_logTimer;
    std::optional<ContainerView> m_view;
    bool m_hasTree = false;
};

} // namespace longshore

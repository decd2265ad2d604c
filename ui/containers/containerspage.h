// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/error.h"
#include "dockerclient/types/image.h"
#include "model/containers/containercommands.h"
#include "model/containers/containerinspector.h"
#include "model/containers/containersmodel.h"
#include "model/containers/containersortfilter.h"
#include "ui/containers/containeractions.h"
#include "ui/containers/containerdetailpane.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <functional>

class QSplitter;

namespace longshore
{

class ContainerTable;
class FilterField;
class PlainLabel;
class StatePage;
class VerdictBar;

/// The Containers page: filter line, table, detail of the current container with its log, and its four states. It shows
/// what the model holds; what the user wants done goes to the commands.
class ContainersPage : public Page
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    using ImageLookup = std::function<const ImageDetails *(const ImageId &)>;
    /// All must outlive the page. `clock` is what ages count from; injected for tests.
    ContainersPage(ContainersModel &model, ContainerCommands &commands, ContainerInspector &inspector,
                   QWidget *parent = nullptr, Clock clock = {});

    /// Nothing was listed yet.
    void setLoading();
    /// The model holds what the engine had at `when`; shows it, or what to do when there is nothing.
    void setRefreshed(const QDateTime &when);
    /// The engine could not be asked. Before the first list the page tells the error; afterwards the old rows stay,
    /// greyed; the window tells why.
    void setFailed(const Error &error);

    /// What fills the Log tab.
    void setLogFactory(ContainerLogFactory factory) { m_detail->setLogFactory(std::move(factory)); }
    /// Whose published ports a browser is sent to.
    void setEndpoint(const Endpoint &endpoint);
    /// What is known of an image, for the `docker run` line; may answer null.
    void setImageLookup(ImageLookup lookup) { m_imageOf = std::move(lookup); }
    /// A way to the first container, for the empty state. It outlives the page.
    void setFirstWay(QAction *way);
    /// Selects the container of this name or id, when there is one, and shows its log.
    void open(const QString &nameOrId);
    /// Shows what this filter lets through.
    void showOnly(const QString &filter);

    QList<QAction *> pageActions() const override { return m_actions.all(); }
    void focusFilter() override;
    void refresh() override { Q_EMIT refreshRequested(); }

    QByteArray viewState() const;
    /// False when `state` is not from viewState(); nothing changes then.
    bool restoreViewState(const QByteArray &state);

Q_SIGNALS:
    void refreshRequested();
    /// A job is to be made of what this container runs; `image` is what is known of its image.
    void useAsJobRequested(const longshore::ContainerSetup &setup, const std::optional<longshore::ImageDetails> &image);

private:
    void joinActions();
    void joinModels();
    QWidget *makeContent();
    QWidget *makeList(QWidget *parent);
    void showState();
    void showEmpty();
    void applyFilter(const QString &text);
    void updateCounts();
    void updateDetail();
    void showCurrent();
    void updateActions();
    void tellStatus();
    void showMenu(const QPoint &where);
    void inspected(const ContainerId &id, const ContainerInspection &inspection);
    void commandFailed(const ContainerId &id, ContainerAction action, const Error &error);

    QUrl browserUrl() const;
    QString chosenText() const;
    void forChosen(bool (*can)(const ContainerState &), const std::function<void(const ContainerId &)> &command);
    void stopWithin();
    void pauseOrResume();
    void kill();
    void rename();
    void remove();
    void copy(const std::function<QString(const ContainerSummary &)> &text);
    void copyRunLine();
    void useAsJob();

    ContainersModel &m_model;
    ContainerCommands &m_commands;
    ContainerInspector &m_inspector;
    ContainerSortFilter m_proxy;
    ContainerActions m_actions;
    Clock m_clock;
    ImageLookup m_imageOf;
    Endpoint m_endpoint;
    QDateTime m_refreshedAt;
    QAction *m_firstWay = nullptr;
    StatePage *m_states;
    QSplitter *m_splitter;
    FilterField *m_filter;
    ContainerTable *m_table;
    ContainerDetailPane *m_detail;
    VerdictBar *m_failure;
    PlainLabel *m_total;
    PlainLabel *m_asOf;
    QTimer m_ageTimer;
    QTimer m_detailTimer;
    bool m_chosen = false;  ///< the current row was chosen since the detail was updated
    ContainerView m_view;   ///< what the detail shows; its id is empty when nothing
    std::optional<ContainerInspection> m_inspection; ///< of m_view
};

} // namespace longshore

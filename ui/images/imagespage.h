// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/images/imagesortfilter.h"
#include "model/images/imagetreemodel.h"
#include "model/images/imageusers.h"
#include "model/settings.h"
#include "ui/shell/page.h"

#include <functional>

class QAction;
class QSplitter;
class QStackedLayout;
class QStackedWidget;
class QTimer;

namespace longshore
{

class Bar;
class ImageArrangeMenu;
class ImageDetailPane;
class ImageFilterLine;
class ImageSelectionPane;
class ImagesFoot;
class ImageTab;
class ImageTreeView;
class PlainLabel;
enum class RegistryTwin;

/// The Images page: filter line, tree, detail of the selected image, foot line, and its four states. It shows what the
/// model holds and never asks the engine; what the user wants done goes out as a signal.
class ImagesPage : public Page
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    /// `model` must outlive the page. `clock` is what ages count from; injected for tests.
    explicit ImagesPage(ImageTreeModel &model, QWidget *parent = nullptr, Clock clock = {});

    /// Nothing was listed yet. Shows nothing for 150 ms, then grey rows.
    void setLoading();
    /// The model holds what the engine had at `when`; shows it, or what to do when there is nothing.
    void setRefreshed(const QDateTime &when);
    /// The engine could not be asked. Before the first list the page tells the error; afterwards the old rows stay,
    /// greyed; the window tells why.
    void setFailed(const Error &error);

    /// Selects the row with this reference or image id, when there is one; a filter that hides it is cleared.
    void select(const QString &reference);
    /// What an engine without images offers: a filled button and further ways. They outlive the page.
    void setFirstWays(QAction *primary, QAction *other);

    /// A further action of the whole page, on the tool bar and in the page's menu. It outlives the page.
    void addTool(QAction *action);
    /// Likewise, for one that is done seldom: in the menu at the end of the tool bar.
    void addMenuTool(QAction *action);
    /// Where an action on images has a button of its own beside its place in the menus.
    enum class HeadButton { None, OfOne, OfSeveral };
    /// A further action on the selected images, in the context menu, the detail pane's menu and the page's menu; its
    /// shortcut belongs to the tree. It outlives the page.
    void addImageAction(QAction *action, HeadButton button = HeadButton::None);
    /// Who says what uses an image: containers, jobs, runs.
    void setUsers(const std::function<QList<ImageUse>(const ImageTag &)> &users);
    /// What that would say is something else now.
    void usersChanged();
    /// A further tab about the selected image; takes ownership.
    void addTab(ImageTab *tab);
    void openTab(const QString &objectName);
    /// What the registry has under this tag, for its Overview.
    void setTwin(const QString &fullReference, RegistryTwin twin);
    /// The current row; nothing on a repository.
    std::optional<ImageTag> currentTag() const;
    /// The selected rows, in the order shown; the current one when nothing else is selected. A selected group stands for
    /// all of its rows.
    QList<ImageTag> selectedTags() const;

    QList<QAction *> pageActions() const override;
    void focusFilter() override;
    void refresh() override { Q_EMIT refreshRequested(); }

    /// The filters that were given a name.
    void setSavedFilters(const QList<SavedFilter> &filters);

    /// How rows are laid out, the widths, order and sorting of the columns and the place of the splitter, to be kept by
    /// the settings.
    QByteArray viewState();
    /// False when `state` is not from viewState(); nothing changes then.
    bool restoreViewState(const QByteArray &state);

Q_SIGNALS:
    /// Run… on an image: its familiar reference, or its id when it has none.
    void runRequested(const QString &reference, const longshore::ImageId &image);
    /// New job of an image; likewise. `name` is what to call it, empty: after the reference.
    void newJobRequested(const QString &reference, const QString &name);
    void refreshRequested();
    /// The containers that use the selected image; `filter` is for the Containers page.
    void containersRequested(const QString &filter);
    void savedFiltersChanged(const QList<longshore::SavedFilter> &filters);
    /// Another row is current, others are selected, or what is known of them changed.
    void selectionChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Shown { Loading, Empty, Failed, Content };

    void makeActions();
    void makeStates();
    void joinModel();
    QWidget *makeContent();
    QWidget *makeBar(QWidget *parent);
    QWidget *makeDetail(QWidget *parent);
    QWidget *makeList();
    QWidget *makeEmpty(QAction *primary, const QList<QAction *> &otherWays);
    QWidget *makeError();
    void showState(Shown shown);
    void catchUp();
    void updateCounts();
    void updateDetail();
    void updateActions();
    void followLater();
    void tellStatus();
    QString statusCounts() const;
    void setDetailWide(bool isWide);
    void applyFilter(const ImageFilter &filter);
    void run();
    void newJob();
    void showMenu(const QPoint &where);
    void copyChip(const QString &reference);
    void showContainers();
    void arrange(const ImageArrangement &arrangement);
    QList<ImageTag> chosen() const;
    void copy(const std::function<QStringList(const ImageTag &)> &texts);
    QString digestOf(const ImageTag &tag) const;

    ImageTreeModel &m_model;
    ImageSortFilter m_proxy;
    Clock m_clock;
    QDateTime m_refreshedAt;
    QAction *m_run;
    QAction *m_newJob;
    QAction *m_copyReference;
    QAction *m_copyId;
    QAction *m_copyDigest;
    QAction *m_showContainers;
    QAction *m_refresh;
    ImageArrangeMenu *m_arrange;
    QList<QAction *> m_tools;
    QList<QAction *> m_imageActions;
    Bar *m_bar;
    QStackedLayout *m_stack;
    QSplitter *m_splitter;
    QList<int> m_otherSizes; ///< of the splitter, when the other kind of tab is seen
    bool m_isDetailWide = false;
    ImageFilterLine *m_filterLine;
    ImageTreeView *m_tree;
    QStackedWidget *m_details; ///< of one row, or of several
    ImageDetailPane *m_detail;
    ImageSelectionPane *m_several;
    ImagesFoot *m_foot;
    PlainLabel *m_errorText;
    PlainLabel *m_errorWords;
    PlainLabel *m_errorAdvice;
    QTimer *m_loadingDelay;
    QTimer *m_ageTimer;
    QTimer *m_detailTimer;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"
#include "model/images/imageusers.h"

#include <QWidget>
#include <functional>
#include <optional>

class QAction;
class QBoxLayout;
class QStackedLayout;
class QTabBar;

namespace longshore
{

class ButtonRow;
class ElidedLabel;
class ImageOverview;
class ImageTab;
class MarkLabel;
enum class RegistryTwin;

/// The right side of the Images page: title, state line, the buttons of what is done most, and the tabs about the selected
/// image. Beside a tab that needs the room the buttons stand on the title's row.
class ImageDetailPane : public QWidget
{
    Q_OBJECT
public:
    using Lookup = std::function<QList<ImageUse>(const ImageTag &)>;

    /// `copies` are what the menu Copy offers; they belong to the page.
    ImageDetailPane(const ImageTreeModel &model, const QList<QAction *> &copies, QWidget *parent = nullptr);

    /// Who says what uses an image, for the state line; without, only its containers are told.
    void setUsers(Lookup users) { m_users = std::move(users); }

    /// Shows the row of the model at `index`; a group or an invalid index asks to choose an image.
    void setCurrent(const QModelIndex &index);
    /// Adds a tab behind those that are there; takes ownership.
    void addTab(ImageTab *tab);
    /// Adds a button for `action` behind Run…; where it has no room it is in the menu.
    void addHeadAction(QAction *action);
    /// Adds `action` to the menu at the end of the head's buttons.
    void addMenuAction(QAction *action);
    /// What the registry has under this tag; the last one told counts.
    void setTwin(const QString &fullReference, RegistryTwin twin);
    /// Brings the tab with this object name to the front.
    void openTab(const QString &objectName);

Q_SIGNALS:
    void runClicked();
    /// Overview, which is narrow, or one of the other tabs was brought to the front.
    void overviewShown(bool isOverview);

private:
    QWidget *makeContent(const QList<QAction *> &copies);
    QWidget *makeHead(const QList<QAction *> &copies, QWidget *parent);
    QWidget *makeTitle(QWidget *parent);
    QWidget *makeButtons(const QList<QAction *> &copies, QWidget *parent);
    void showTag(const ImageTag &tag);
    void showState(const ImageTag &tag);
    QString usersText(const ImageTag &tag) const;
    void showOverview(const ImageTag &tag);
    void tellTab();

    const ImageTreeModel &m_model;
    Lookup m_users;
    QStackedLayout *m_stack;
    QBoxLayout *m_head;
    ElidedLabel *m_title;
    MarkLabel *m_runnable;
    MarkLabel *m_usage;
    ElidedLabel *m_usersLine;
    ButtonRow *m_buttons;
    QTabBar *m_tabs;
    QStackedLayout *m_bodies;
    ImageOverview *m_overview;
    QList<ImageTab *> m_pages; ///< of the tabs behind Overview
    std::optional<ImageTag> m_shown;
    QString m_twinOf; ///< the full reference that `m_twin` is about
    RegistryTwin m_twin = {};
};

} // namespace longshore

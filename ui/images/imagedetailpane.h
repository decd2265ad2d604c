// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QWidget>
#include <optional>

class QAction;
class QStackedLayout;
class QTabBar;
class QToolButton;

namespace longshore
{

class ElidedLabel;
class ImageOverview;
class ImageTab;
class MarkLabel;
enum class RegistryTwin;

/// The right side of the Images page: title, state line, Run… and Copy, and the tabs about the selected image.
class ImageDetailPane : public QWidget
{
    Q_OBJECT
public:
    /// The actions belong to the page.
    ImageDetailPane(const ImageTreeModel &model, QAction *copyReference, QAction *copyId, QWidget *parent = nullptr);

    /// Shows the row of the model at `index`; a group or an invalid index asks to choose an image.
    void setCurrent(const QModelIndex &index);
    /// Adds a tab behind those that are there; takes ownership.
    void addTab(ImageTab *tab);
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
    QWidget *makeContent(QAction *copyReference, QAction *copyId);
    QWidget *makeHead(QAction *copyReference, QAction *copyId, QWidget *parent);
    void showTag(const ImageTag &tag);
    void showOverview(const ImageTag &tag);
    void tellTab();

    const ImageTreeModel &m_model;
    QStackedLayout *m_stack;
    ElidedLabel *m_title;
    MarkLabel *m_runnable;
    MarkLabel *m_usage;
    QToolButton *m_more;
    QTabBar *m_tabs;
    QStackedLayout *m_bodies;
    ImageOverview *m_overview;
    QList<ImageTab *> m_pages; ///< of the tabs behind Overview
    std::optional<ImageTag> m_shown;
    QString m_twinOf; ///< the full reference that `m_twin` is about
    RegistryTwin m_twin = {};
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecommands.h"

#include <QPointer>
#include <QTimer>

class QAction;

namespace longshore
{

class EngineSync;
class ImagesPage;
class NoticeList;
class TagDialog;

/// What the Images page offers to do with names and images, its questions, and how their results are told: Tags…,
/// Remove…, Undo, Clean up….
class ImageActions : public QObject
{
    Q_OBJECT
public:
    static constexpr int noticeMs = 30'000; ///< how long the result of a removal stays when nobody puts it away

    /// All outlive it but `page`, whose child it becomes; adds its actions to the page.
    ImageActions(ImageCommands &commands, const EngineSync &sync, NoticeList &notices, ImagesPage &page);

    /// What images without a name were called.
    void setFormerNames(const QHash<ImageId, QString> &names) { m_formerNames = names; }
    /// All tags of this image, with a name in the field that may be empty.
    void openTags(const ImageId &image, const QString &suggestion = {});
    /// Asks whether these should go.
    void askRemove(const RemovalWish &wish);

private:
    QAction *make(const QString &name, const QString &text, const QString &icon, const QList<QKeySequence> &keys = {});
    void removeSelected();
    void openTagsOfCurrent();
    void askPrune();
    void update();
    void tellRemoval(const RemovalReport &report);
    void tellTag(const TagChange &change);
    void tellPutBack(const PutBackReport &report);
    void tellFailure(const QString &what, const Error &error);
    void tell(const QString &title, const QString &text, const QString &action);
    void follow(int notice);

    ImageCommands &m_commands;
    const EngineSync &m_sync;
    NoticeList &m_notices;
    ImagesPage &m_page;
    QHash<ImageId, QString> m_formerNames;
    QAction *m_tags;
    QAction *m_remove;
    QAction *m_undo;
    QAction *m_prune;
    QPointer<TagDialog> m_tagDialog;
    RemovalReport m_report; ///< told last
    int m_notice = 0;
    QTimer m_noticeTimer;
};

} // namespace longshore

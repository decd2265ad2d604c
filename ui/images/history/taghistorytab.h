// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagerecord.h"
#include "model/images/taghistorymodel.h"
#include "ui/images/imagetab.h"

class QAction;
class QMenu;
class QSplitter;
class QStackedLayout;
class QTreeView;

namespace longshore
{

class ImageCompareView;
class PlainLabel;
class TagJournal;

/// The Tag history tab: where each tag of the image's repository pointed and when, and below it what changed between the
/// two images that are chosen: by two rows, or by one row and what was before it.
class TagHistoryTab : public ImageTab
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    /// `journal` outlives the tab. `clock` decides how much of a date is written.
    TagHistoryTab(TagJournal &journal, AskImageRecord ask, QWidget *parent = nullptr, Clock clock = {});

    QString title() const override { return tr("Tag history"); }
    void showImage(const std::optional<ImageTag> &tag) override;
    /// What the engine has, so that an image that is gone is said to be.
    void setImages(const QList<ImageSummary> &images);

    ImageCompareView *compareView() const { return m_compare; }

Q_SIGNALS:
    void compareRequested(const longshore::ImageId &older, const longshore::ImageId &newer);
    /// The tag (in full) is to point at this image again.
    void retagRequested(const QString &reference, const longshore::ImageId &image);
    /// An old image is to be run; it may have no name any more.
    void runRequested(const QString &reference, const longshore::ImageId &image);

private:
    /// What the selected rows mean.
    struct Choice {
        ImageId older, newer;
        QStringList tags;       ///< whose images these are, as people read them
        QStringList references; ///< they in full
        QString olderColumn, newerColumn;
    };

    void makeActions();
    QWidget *makeHead();
    QWidget *makeTable();
    void joinJournal();
    void changeEngine();
    void load();
    void take(const Result<QList<TagMove>> &moves);
    void fitColumns();
    void fitRows();
    void chooseFirst();
    Choice choice() const;
    Choice choiceOfOne(const TagHistoryRow &row) const;
    void showChoice();
    void showComparison(const Choice &chosen);
    void pointBack();
    void tell(const QString &sentence);

    TagJournal &m_journal;
    Clock m_clock;
    TagHistoryModel *m_model;
    std::optional<ImageTag> m_shown;
    QString m_repository; ///< in full; empty: there is none to show
    bool m_fresh = false; ///< another repository than before: choose rows anew
    bool m_isFitted = false; ///< the table has got the room its rows need
    quint64 m_question = 0;  ///< what answers an earlier one is not heard
    QAction *m_run;
    QAction *m_retag;
    QMenu *m_retagMenu; ///< which one, of several tags
    QAction *m_open;
    QStackedLayout *m_body;
    PlainLabel *m_message;
    PlainLabel *m_summary;
    PlainLabel *m_gone;
    QSplitter *m_splitter;
    QTreeView *m_view;
    ImageCompareView *m_compare;
};

} // namespace longshore

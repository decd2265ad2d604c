// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecompare.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QToolButton;
class QTreeView;

namespace longshore
{

class ComparisonModel;
class ElidedLabel;
class PlainLabel;
class StatePage;

/// One of two images that are compared.
struct CompareSide {
    ImageId image;
    QString name;   ///< for the text that is copied: a reference, or the short id
    QString column; ///< what stands over its values: a day, a tag

    bool operator==(const CompareSide &) const = default;
};

/// What changed between two images: their properties side by side with the difference in words; in full also the steps
/// that built them and the files. It asks for the facts of both; what fails is told, with a way to try again.
class ImageCompareView : public QWidget
{
    Q_OBJECT
public:
    enum class Extent {
        Properties, ///< below a list, where there is little room
        Full
    };
    ImageCompareView(AskImageRecord ask, Extent extent, QWidget *parent = nullptr);

    /// Asks for both and compares; nothing happens when they are shown already, or asked for.
    void compare(const QString &heading, const CompareSide &before, const CompareSide &after);
    /// Nothing is compared, and why.
    void clear(const QString &sentence);
    /// What is known about the files of the two that are shown; ignored for others, and when it is known already.
    void setFiles(const ImageId &before, const ImageId &after, const FileChanges &files);
    /// Why nothing is known of them yet, in words, and what can be done about it (empty: nothing).
    void setFilesMissing(const ImageId &before, const ImageId &after, const QString &why, const QString &offer);

    CompareSide before() const { return m_before; }
    CompareSide after() const { return m_after; }
    /// Null while nothing is compared.
    const ImageComparison *comparison() const { return m_comparison ? &*m_comparison : nullptr; }

Q_SIGNALS:
    /// These two are shown: who can compare their files answers with `setFiles` or `setFilesMissing`.
    void filesWanted(const longshore::ImageId &before, const longshore::ImageId &after);
    /// The offer of `setFilesMissing` was taken.
    void filesOfferTaken();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeActions();
    QWidget *makeHead();
    void ask();
    void take(int side, quint64 question, const Result<ImageRecord> &facts);
    void forget();
    void setOffer(const QString &offer);
    void takeFiles(const ImageId &before, const ImageId &after, const ComparedFiles &files, const QString &offer);
    void showComparison();
    void fitColumns();
    void showCounts();
    void showChips();
    void hideSame();
    void swap();
    void copy();

    AskImageRecord m_ask;
    Extent m_extent;
    QString m_heading;
    CompareSide m_before;
    CompareSide m_after;
    std::optional<ImageRecord> m_facts[2];
    ComparedFiles m_files;
    std::optional<ImageComparison> m_comparison;
    quint64 m_question = 0; ///< what answers an earlier one is not heard
    bool m_hasFailed = false; ///< to be asked again, whoever wants the same
    ComparisonModel *m_model;
    QTreeView *m_view;
    ElidedLabel *m_title;
    QBoxLayout *m_chips;
    PlainLabel *m_counts;
    StatePage *m_states;
    QAction *m_swap;
    QAction *m_onlyDifferences;
    QAction *m_copy;
    QAction *m_again;
    QAction *m_offer;
    QToolButton *m_offerButton;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagecompare.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QStackedLayout;
class QTreeView;

namespace longshore
{

class ComparisonModel;
class ElidedLabel;
class PlainLabel;

/// One of two images that are compared.
struct CompareSide {
    ImageId image;
    QString name;   ///< for the text that is copied: a reference, or the short id
    QString column; ///< what stands over its values: a day, a tag

    bool operator==(const CompareSide &) const = default;
};

/// What changed between two images: their properties side by side with the difference in words; in full also the steps
/// that built them and the files. It asks for the facts of both and shows a sentence while they are not there.
class ImageCompareView : public QWidget
{
    Q_OBJECT
public:
    enum class Extent {
        Properties, ///< below a list, where there is little room
        Full
    };
    ImageCompareView(AskImageRecord ask, Extent extent, QWidget *parent = nullptr);

    /// Asks for both and compares; nothing happens when they are shown already.
    void compare(const QString &heading, const CompareSide &before, const CompareSide &after);
    /// Nothing is compared, and why.
    void clear(const QString &sentence);
    /// What is known about the files of the two that are shown; ignored for others.
    void setFiles(const ImageId &before, const ImageId &after, const FileChanges &files);

    CompareSide before() const { return m_before; }
    CompareSide after() const { return m_after; }
    /// Null while nothing is compared.
    const ImageComparison *comparison() const { return m_comparison ? &*m_comparison : nullptr; }

Q_SIGNALS:
    /// These two are shown: who can compare their files answers with `setFiles`.
    void filesWanted(const longshore::ImageId &before, const longshore::ImageId &after);

private:
    void makeActions();
    QWidget *makeHead();
    void ask();
    void take(int side, quint64 question, const Result<ImageRecord> &facts);
    void showComparison();
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
    std::optional<FileChanges> m_files;
    std::optional<ImageComparison> m_comparison;
    quint64 m_question = 0; ///< what answers an earlier one is not heard
    ComparisonModel *m_model;
    QTreeView *m_view;
    ElidedLabel *m_title;
    QBoxLayout *m_chips;
    PlainLabel *m_counts;
    PlainLabel *m_message;
    QStackedLayout *m_body;
    QAction *m_swap;
    QAction *m_onlyDifferences;
    QAction *m_copy;
};

} // namespace longshore

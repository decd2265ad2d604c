// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagefiles.h"
#include "model/images/files/imagefilesmodel.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QSplitter;
class QStackedLayout;
class QToolButton;
class QTreeView;

namespace longshore
{

class Bar;
class ElidedLabel;
class FilePreviewPane;
class FilterField;
class PlainLabel;
class ReadingPanel;
class StatePage;

/// An image whose files are looked at.
struct ShownImage {
    ImageId id;
    QString name;    ///< for titles of tasks
    qint64 size = 0; ///< bytes, what the engine tells

    bool operator==(const ShownImage &) const = default;
};

/// The files of an image: tree, preview, name filter, export. Either of all its layers on each other, or of one layer that is
/// chosen elsewhere ("This layer" and "Merged"). The image is read when it is first looked at, and not only passed on the way
/// to another.
class ImageFilesPane : public QWidget
{
    Q_OBJECT
public:
    enum class Scope { Image, ChosenLayer };

    /// `files` outlives it.
    ImageFilesPane(ImageFiles &files, Scope scope, QWidget *parent = nullptr);

    /// The same image again changes nothing. What was read for an image that is left is stopped.
    void setImage(const std::optional<ShownImage> &image);
    /// Of scope ChosenLayer: shows this one, called `number`; -1 for a step without files.
    void setLayer(int layer, int number);
    /// Null until the image was read.
    std::shared_ptr<const ImageIndex> index() const;

    ImageFilesModel &model() { return m_model; }
    QTreeView *tree() const { return m_tree; }

Q_SIGNALS:
    /// The image's index is there, or is of another image.
    void indexChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What is lost when the model begins anew.
    struct Kept {
        QByteArray chosen;
        QByteArrayList open; ///< outer ones first
    };

    QWidget *makeContent();
    Bar *makeBar();
    void makeTree();
    void makeActions();
    void makeMarks();
    void begin();
    void readIfSeen();
    void read();
    void showNothing();
    void showIndex();
    void showProblem(const Error &error);
    void showView();
    void openFirst();
    void tell();
    QString layerFacts() const;
    QString imageFacts() const;
    void search();
    void showFound(const ImageIndex::Found &found);
    QByteArray chosenPath() const;
    Kept kept() const;
    void restore(const Kept &kept);
    void preview();
    void copyPath();
    void chooseExport();
    void chooseList();
    void hideMarks();
    bool isShownLayer() const { return m_scope == Scope::Image || m_layer >= 0; }

    ImageFiles &m_files;
    Scope m_scope;
    std::optional<ShownImage> m_image;
    FilesView m_view;
    int m_layer = -1;
    int m_number = 0; ///< of the step that made it, as people see it; 0: none is chosen yet
    bool m_begun = false;
    QTimer m_passing; ///< an image that is still shown when it ends is read
    CancelToken m_searching;
    Kept m_unfiltered; ///< as it was when the filter began
    std::optional<ImageFileRow> m_previewed;
    ImageFilesModel m_model;
    QStackedLayout *m_stack;
    ReadingPanel *m_reading;
    StatePage *m_states;
    PlainLabel *m_title;
    QToolButton *m_thisLayer = nullptr;
    QToolButton *m_merged = nullptr;
    ElidedLabel *m_facts;
    QAction *m_find;
    QAction *m_export;
    QAction *m_copyPath;
    QAction *m_list;
    QAction *m_read;
    QList<QAction *> m_marks; ///< added, changed, removed, unchanged: checked when they are shown
    QWidget *m_filterBar;
    FilterField *m_filter;
    QSplitter *m_splitter;
    QTreeView *m_tree;
    FilePreviewPane *m_preview;
};

} // namespace longshore

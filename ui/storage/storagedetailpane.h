// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagelisting.h"
#include "ui/widgets/filepreviewpane.h"

#include <QWidget>

class QStackedLayout;
class QStackedWidget;
class QTabBar;

namespace longshore
{

class ElidedLabel;
class StorageOverview;

/// The right side of the Storage page: what is chosen, with the tabs Overview and Preview. A preview is read when it is
/// looked at.
class StorageDetailPane : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Overview, Preview };

    explicit StorageDetailPane(QWidget *parent = nullptr);

    void showNothing();
    void showBucket(const StorageBucket &bucket, const QStringList &tables);
    /// `load` makes the table's preview on a worker.
    void showTable(const StorageTable &table, FilePreviewPane::Load load);
    void showFile(const StorageFile &file);
    void showTab(Tab tab);
    FilePreviewPane *preview() const { return m_preview; }

private:
    void setHead(const QString &title, const QString &sentence, bool hasPreview);
    void setPreview(const QString &title, FilePreviewPane::Load load, const QString &version);
    void readPreview();

    QStackedLayout *m_stack;
    ElidedLabel *m_title;
    ElidedLabel *m_sentence;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    StorageOverview *m_overview;
    FilePreviewPane *m_preview;
    QString m_previewTitle;
    QString m_previewOf; ///< id and version of what the preview is of
    FilePreviewPane::Load m_load;
};

} // namespace longshore

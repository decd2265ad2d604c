// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStandardItemModel;
class QTreeView;

namespace longshore
{

class FilePreviewPane;
class PlainLabel;

/// The Output tab of a run: tables and files it produced with what was wrong with them, and the first rows of the one
/// chosen.
class RunOutputPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunOutputPane(QWidget *parent = nullptr);

    void setRun(const RunSummary &run);

Q_SIGNALS:
    /// To show this table of Storage.
    void storageRequested(const QString &table);

private:
    QWidget *makeBar();
    void makeTable();
    void fill(const RunResult &result);
    void showExtras(const RunResult &result);
    void addRow(const QStringList &texts, const QString &rowId, const QString &problems);
    void preview();
    /// The output chosen, as a file on this machine; empty when there is none.
    QString chosenPath() const;
    /// The table of Storage that it was loaded into; empty when there is none.
    QString chosenDestination() const;
    void updateActions();

    RunSummary m_run;
    RunResult m_result;
    QSplitter *m_splitter;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    FilePreviewPane *m_preview;
    PlainLabel *m_sentence;
    PlainLabel *m_extras; ///< usage, variables, artifacts
    PlainLabel *m_problems;
    QAction *m_open;
    QAction *m_copyPath;
    QAction *m_showInStorage;
};

} // namespace longshore

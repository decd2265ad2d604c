// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/preview/filepreview.h"
#include "model/preview/previewmodel.h"

#include <QWidget>
#include <functional>

class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace longshore
{

class ElidedLabel;
class JsonView;
class PlainLabel;

/// The beginning of a file or table: CSV as a table, JSON as a tree, text as text, a sentence for what cannot be shown.
/// It is read on a worker; what was asked for last is what is shown.
class FilePreviewPane : public QWidget
{
    Q_OBJECT
public:
    using Load = std::function<Result<FilePreview>()>;

    explicit FilePreviewPane(QWidget *parent = nullptr);

    /// Shows what `load`, a pure function called on a worker, makes. `title` names it.
    void show(const QString &title, Load load);
    using QWidget::show;
    /// Shows a sentence only.
    void clear(const QString &sentence);
    /// The preview on the screen; of kind Empty while nothing is.
    const FilePreview &preview() const { return m_preview; }
    QAbstractItemModel *tableModel() { return &m_model; }

Q_SIGNALS:
    void shown();

private:
    void take(const Result<FilePreview> &preview);
    void say(const QString &sentence);
    void makeTable();

    QString m_title;
    FilePreview m_preview;
    PreviewModel m_model;
    CancelToken m_loading;
    QWidget *m_head; ///< hidden while nothing is chosen
    ElidedLabel *m_name;
    ElidedLabel *m_facts;
    QStackedWidget *m_stack;
    PlainLabel *m_sentence;
    QTableView *m_table;
    JsonView *m_json;
    QPlainTextEdit *m_text;
};

} // namespace longshore

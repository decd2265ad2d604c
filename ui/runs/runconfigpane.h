// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runstages.h"

#include <QWidget>

class QAction;
class QComboBox;
class QPlainTextEdit;
class QStackedWidget;

namespace longshore
{

class JsonView;
class PlainLabel;

/// The Config tab of a run: each stage's config.json as it was sent, secrets masked, as a tree or as text.
class RunConfigPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunConfigPane(QWidget *parent = nullptr);

    void setRun(const RunSummary &run, const QList<StageSummary> &stages);
    void showStage(int index);

private:
    void showConfig();

    RunSummary m_run;
    QList<StageSummary> m_stages;
    QByteArray m_shownText;
    QString m_shownName;
    QComboBox *m_stage;
    PlainLabel *m_sentence;
    QAction *m_asText;
    QAction *m_copy;
    QStackedWidget *m_stack;
    JsonView *m_json;
    QPlainTextEdit *m_text;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobpreview.h"

#include <QSplitter>

class QComboBox;
class QPlainTextEdit;
class QTabWidget;

namespace longshore
{

class ConfigPreview;
class MarkLabel;
class ProblemList;

/// What a run of the job would really do, beside its form: config.json of each stage, a docker run line, the request to
/// the engine; what is wrong below.
class JobTruth : public QSplitter
{
    Q_OBJECT
public:
    explicit JobTruth(QWidget *parent);

    void setPreview(const Result<JobPreview> &preview);
    ProblemList *problems() const { return m_problems; }

private:
    void showStage();
    void copy();

    JobPreview m_preview;
    QTabWidget *m_tabs;
    QComboBox *m_stages;
    ConfigPreview *m_config;
    QPlainTextEdit *m_line;
    ConfigPreview *m_request;
    MarkLabel *m_note;
    ProblemList *m_problems;
};

} // namespace longshore

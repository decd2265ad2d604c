// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runcompare.h"
#include "ui/runs/sentencepane.h"

namespace longshore
{

/// The Compare tab of a run: what is different from another run. Compared on a worker.
class RunComparePane : public SentencePane
{
    Q_OBJECT
public:
    explicit RunComparePane(QWidget *parent = nullptr);

    /// Compares `run` with `other`.
    void compare(const RunSummary &run, const RunSummary &other);
    /// Stops what is under way.
    void clear();

private:
    void take(const Result<RunComparison> &comparison);
    QStandardItem *addSection(const QString &title);
    static void addRow(QStandardItem *section, const QStringList &texts, bool isDifferent);
    void addValues(const QString &title, const QList<ComparedValue> &values);
    void addTables(const QList<ComparedTable> &tables);

    CancelToken m_comparing;
};

} // namespace longshore

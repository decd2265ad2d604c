// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runmemory.h"

#include <QObject>

class QAction;
class QWidget;

namespace longshore
{

class EngineSync;
class RunService;
class SecretKeeper;

/// Every way from "run this" to a run: an image, a job file, the demo, a run once more. Opens the form, starts what it
/// gives back, and says where to look.
class RunLauncher : public QObject
{
    Q_OBJECT
public:
    RunLauncher(RunService &service, const EngineSync &sync, SecretKeeper &keeper, QWidget &window);

    void runImage(const QString &reference, const ImageId &image);
    void runAgain(const RunSummary &run);
    /// Opens the form with what the run was asked to do; secrets that are not known any more are to be given again.
    void editAndRunAgain(const RunSummary &run);
    void openJob(const QString &path);
    /// Asks for the secrets that are missing first.
    void start(const RunRequest &request);
    /// One run for each, told in a window of its own; see makeMatrix.
    void runOver(const RunRequest &request, const QString &axis);
    /// Opens a job file / the demo job; for menus and empty states.
    QAction *openJobAction() const { return m_openJob; }
    QAction *demoAction() const { return m_demo; }
    /// Runs the newest run's job once more, with what was asked for then.
    QAction *lastAgainAction() const { return m_lastAgain; }
    /// Where the demo lies beside this program; empty when it is not installed.
    static QString demoJobPath();

Q_SIGNALS:
    void started(const longshore::RunSummary &run);
    /// "Open job…" named this file.
    void jobChosen(const QString &path);

private:
    /// The component record by the image's label; empty when there is none.
    QByteArray labelRecord(const ImageId &image) const;
    void openForm(const JobDocument &job, const QByteArray &labelRecord);
    void makeActions();
    void learn(const RunSummary &run);
    void runLastAgain();
    void startNow(const RunRequest &request);
    void complain(const Error &error);

    RunService &m_service;
    const EngineSync &m_sync;
    SecretKeeper &m_keeper;
    QWidget &m_window;
    QAction *m_openJob;
    QAction *m_demo;
    QAction *m_lastAgain;
    RunMemory m_memory;
    RunId m_opening;                     ///< started, its first summary has not come yet
};

} // namespace longshore

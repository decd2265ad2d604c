// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/session.h"
#include "ui/shell/engineview.h"

#include <QObject>

namespace longshore
{

class MainWindow;
class Settings;

/// Joins the window to the session: shows its state as values, carries the window's wishes to it, and saves an
/// endpoint the user gave once it answered.
class EngineBinding : public QObject
{
    Q_OBJECT
public:
    EngineBinding(EngineSession &session, Settings &settings, MainWindow &window);

    static EngineView viewOf(const EngineSession &session);

    /// The engine answers, but its lists could not be had: the window says so, until they were.
    void tellNotListed(const Error &error);
    void tellListed(const QDateTime &when);

private:
    QString trouble() const;
    void update();
    void connected();
    void useEndpoint(const QString &endpoint);

    EngineSession &m_session;
    Settings &m_settings;
    MainWindow &m_window;
    QString m_notListed;      ///< a sentence; empty once the lists came
    QString m_listed;         ///< the engine whose lists the pages show
    QDateTime m_listedAt;     ///< how old these are
    QString m_wanted;         ///< given by the user, not known to work yet
    bool m_asked = false;     ///< the user asked for podman or an endpoint, so a failure is told as such
    bool m_firstRun = false;  ///< from the first failure until an engine is connected
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/jobs/actionanswer.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace longshore
{

class ActionRunner;
class FormModel;

/// The buttons of a form and the choices it loads: each field that has a sync action, with what came of it (U5, U9).
class FormActions : public QObject
{
    Q_OBJECT
public:
    struct State {
        bool isRunning = false;
        bool isLoaded = false; ///< there is an answer
        ActionAnswer answer;
        QString error; ///< sentence; empty when the last call went well
    };

    explicit FormActions(FormModel &model);
    ~FormActions() override;

    /// Without one (nullptr, as at first) nothing runs and fields say so. It outlives this, or is taken away first.
    void setRunner(ActionRunner *runner);
    bool canRun() const { return m_runner != nullptr; }

    /// The field at the concrete `path` is shown: loads its choices now if it wants so, and when what it watches changes.
    void open(const QString &path);
    /// Runs the field's action with the form's current parameters; `fresh`: without looking into the cache.
    void run(const QString &path, bool fresh = true);
    void cancel(const QString &path);
    State state(const QString &path) const { return m_states.value(path); }

Q_SIGNALS:
    void runnerChanged();
    void changed(const QString &path); ///< the state of this field

private:
    void valueChanged(const QString &path);
    void forget();
    void loadPending();
    void answered(const QString &path, const QByteArray &cacheKey, const Result<QByteArray> &answer);

    FormModel &m_model;
    ActionRunner *m_runner = nullptr;
    QHash<QString, State> m_states;
    QHash<QString, quint64> m_calls;
    QHash<QByteArray, ActionAnswer> m_cache; ///< action and parameters -> answer
    QStringList m_open;
    QStringList m_pending; ///< wait for a pause in typing
    QTimer m_pause;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/missingsecret.h"
#include "ui/widgets/question.h"

#include <QMap>

class QRadioButton;

namespace longshore
{

class SecretEdit;

/// Asks at a run's start for every key that has no value, all in one.
class AskSecretsQuestion : public Question
{
    Q_OBJECT
public:
    AskSecretsQuestion(const QString &jobName, const QList<MissingSecret> &missing, QWidget *parent);

    /// What was typed, as RunRequest::secrets takes it.
    QMap<QString, QString> values() const;
    /// The values shall be kept in the vault, for the runs after this one too.
    bool keeps() const;

private:
    QWidget *makeRows(const QList<MissingSecret> &missing);
    void check();

    QMap<QString, SecretEdit *> m_edits; ///< by the name that the request has for it
    QRadioButton *m_once = nullptr;
    QRadioButton *m_keep = nullptr;
};

} // namespace longshore

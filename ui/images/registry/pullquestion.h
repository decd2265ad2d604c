// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/reference.h"
#include "ui/widgets/question.h"

#include <QTimer>
#include <optional>

class QComboBox;
class QLineEdit;
class QStringListModel;

namespace longshore
{

class CredentialLine;
class PlainLabel;
class RegistryCommands;

/// Asks what to pull: a reference whose faults are told while it is typed, with the tags that its registry has once a ':'
/// was typed, a platform, and who asks. Accepted with a reference that is good.
class PullQuestion : public Question
{
    Q_OBJECT
public:
    /// `commands` outlives this. `text` is a first reference, may be empty.
    PullQuestion(RegistryCommands &commands, const QString &text, QWidget *parent);

    Reference reference() const { return m_reference.value_or(Reference()); }
    /// Empty = the engine's own.
    QString platform() const;

Q_SIGNALS:
    void chosen(const longshore::Reference &reference, const QString &platform);

private:
    void makeFields();
    void check();
    void settle();
    bool isAbout(const QString &repository) const;
    void listed(const QString &repository, const QStringList &tags);
    void say(const QString &text, bool isProblem);

    RegistryCommands &m_commands;
    QLineEdit *m_edit;
    QComboBox *m_platform;
    PlainLabel *m_help;
    PlainLabel *m_tagsHelp;
    CredentialLine *m_who;
    QStringListModel *m_tags;
    QString m_listed; ///< the repository, as typed, that m_tags is of
    QTimer m_settled; ///< nobody types any more
    std::optional<Reference> m_reference;
};

} // namespace longshore

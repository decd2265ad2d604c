// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/secrets.h"
#include "model/jobs/jobeditor.h"

#include <QWidget>

class QPlainTextEdit;

namespace longshore
{

class MarkLabel;

/// The whole job as text: the same document as the form. Secrets are shown as dots and kept unless something else is
/// typed there. Text that is no job leaves the document as it was and says why.
class JobJsonEdit : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    JobJsonEdit(JobEditor &editor, QWidget *parent);

    void setSecrets(const SecretPatterns &secrets); ///< paths from the configuration
    const QString &error() const { return m_error; } ///< what is wrong with the text; empty = nothing
    void goTo(const QString &path);                  ///< puts the cursor on the line of that key, as far as it is found

Q_SIGNALS:
    void errorChanged();

private:
    void showDocument();
    void readText();
    void setError(const QString &sentence);

    JobEditor &m_editor;
    SecretPatterns m_secrets;
    MarkLabel *m_banner;
    QPlainTextEdit *m_text;
    QString m_error;
    bool m_reading = false;
};

} // namespace longshore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/secrets.h"
#include "model/jobs/formmodel.h"

#include <QWidget>

class QPlainTextEdit;

namespace longshore
{

class MarkLabel;

/// The raw parameters: the same document as the form, as text. Secrets are shown as dots and kept unless something else
/// is typed there. Text that cannot be read leaves the form as it was and says why.
class ParametersEdit : public QWidget
{
    Q_OBJECT
public:
    /// `model` outlives the widget.
    ParametersEdit(FormModel &model, const SecretPatterns &secrets, QWidget *parent);

private:
    void showDocument();
    void readText();

    FormModel &m_model;
    SecretPatterns m_secrets; ///< below the parameters
    MarkLabel *m_banner;
    QPlainTextEdit *m_text;
    bool m_reading = false;
};

} // namespace longshore
